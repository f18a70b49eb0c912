"""Cards of people who do not exist, as a phone would photograph them: three layouts, nine font families, four levels
of damage. The same seed gives the same pictures. For tests, the demonstration and a province's own evaluation; no
real card's security features are imitated.
"""
