"""What every client of the broker agrees on, whatever library it speaks with: names, arguments, verdicts.

Imports neither nameko nor eventlet, so that the relay, heavy workers and the gateway stay free of them.
"""
