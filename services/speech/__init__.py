"""Speech: every published article can be heard, by a woman's and a man's voice.

Owns:      the audio of articles, the reading tables, the choice of engine
Answers:   audio_of
Publishes: speech.audio_ready.v1, speech.audio_failed.v1
Consumes:  content.article_published.v1 (worker.py), content.article_withdrawn.v1
"""
