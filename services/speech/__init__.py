"""Speech: every published article can be heard, by a woman's and a man's voice.

Owns:      the audio of articles with its timings, the reading tables and the province's own entries, the choice of
            engine, where members stopped listening
Answers:   audio_of, ask_for_reading, listening_place, keep_listening_place, my_data, list_readings, reading_history,
            change_reading, undo_reading, hear_reading, hear_text, spell_word, rereading, reread,
            growing_audio, audio_of_many, book_titles, public_readings, public_audio
Publishes: speech.audio_ready.v1, speech.audio_failed.v1, speech.reading_asked.v1, speech.rereading_asked.v1
Consumes:  content.article_published.v1, content.book_published.v1, content.course_part_published.v1 (worker.py;
           articles, parts and document_published also for on_text_moved), content.article_withdrawn.v1,
           content.book_withdrawn.v1,
           content.article_opened.v1, content.article_closed.v1, content.course_part_withdrawn.v1,
           identity.account_closed.v1, identity.organisation_moved.v1, identity.organisation_merged.v1
"""
