"""Pure rules of meetings, attendance and open votes; the regulations are cited where they are applied."""
