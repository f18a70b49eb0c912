"""One side of a comparison each: a program that does its bounded work once and reports what it took."""
