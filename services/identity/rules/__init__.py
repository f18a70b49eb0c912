"""Pure rules about organisations, members, accounts and roles: values in, values or an error out."""
