"""Identity: who the members are, where they belong, what they may do.

Owns       organisations, members, accounts, roles, log-in codes, sessions, passkeys, helpers, citizens
Answers    log_in_with_password, request_login_code, log_in_with_code, refresh_token, sign_out, my_profile,
           list_organisations, list_members, names, issue_login_code, grant_role; passkeys, provider, recovery,
           helpers, citizens (docs/accounts.md)
Publishes  organisation_registered, member_registered, member_status_changed, role_granted, role_ended,
           helper_appointed, helper_dismissed
Consumes   nothing
Owns       organisations, members, accounts, roles, log-in codes, sessions, roll-out facts
Answers    log_in_with_password, request_login_code, log_in_with_code, refresh_token, sign_out, my_profile,
           list_organisations, list_members, names, issue_login_code, grant_role
           begin_import, map_import, run_import, … (docs/member-files.md)
           roll_out_numbers, roll_out_course, chase_list, … (docs/roll-out.md)
Publishes  organisation_registered, member_registered, member_status_changed, role_granted, account_registered,
           roll_out_counted, sign_up_day_planned
Consumes   its own member_registered, member_status_changed, account_registered: the roll-out's numbers
"""
