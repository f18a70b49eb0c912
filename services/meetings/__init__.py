"""Meetings: a cell's meetings, who attends them, and what is decided there by open vote.

Owns       meetings, attendance, open votes and their ballots; a copy of the roll (who is in which cell, how)
Answers    schedule_meeting, move_meeting, cancel_meeting, my_meetings, read_meeting, confirm_attendance, check_in,
           mark_attendance, open_meeting, close_meeting, attendance, open_vote, cast_vote, record_hand_vote,
           waiting_voters, close_vote, vote_result
Publishes  meeting_called, meeting_moved, meeting_cancelled, meeting_opened, meeting_closed, attendance_confirmed,
           member_checked_in, vote_opened, vote_closed
Consumes   identity.member_registered, identity.member_status_changed
Does not   hold secret ballots (elections, 190-QĐ/TW art. 3) or minutes.
"""
