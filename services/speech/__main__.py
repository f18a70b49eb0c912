"""Speech from the command line: `say FILE -o out.mp3`, `normalize FILE`.

`say` reads the first line of FILE as the title and blocks between blank lines as paragraphs.
`normalize` prints one spoken line for every line of FILE.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

import msgspec

from services.speech.engines.reader import load_reader
from services.speech.engines.start import start_narrator
from services.speech.rules.segments import segments_of
from services.speech.rules.voices import VOICES
from services.speech.settings import VoiceSettings, load
from shared.contracts.content import Block
from shared.errors import AppError


def say(text: str, output: Path, voice: str) -> None:
    title, _, body = text.strip().partition("\n")
    blocks = [Block(text=block.strip()) for block in re.split(r"\n\s*\n", body) if block.strip()]
    narrator = start_narrator(load(VoiceSettings))
    recording = narrator.record(title, blocks, voice)
    output.write_bytes(recording.mp3)
    print(narrator.engines.status, file=sys.stderr)
    summary = {
        "file": output.name,
        "bytes": len(recording.mp3),
        "engine": recording.engine,
        "fallback": recording.fallback,
        **msgspec.to_builtins(recording.report),
    }
    print(json.dumps(summary, ensure_ascii=False))


def normalize(text: str) -> int:
    """One line out for each line in, whatever stands in it. A line that the speller gives up on comes out empty and is
    named on stderr; the answer is then 1."""
    reader = load_reader(load(VoiceSettings).lexicon_folder)
    failed = 0
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else [], start=1):
        try:
            segments = segments_of(line, (), reader.lexicon.abbreviations)
            print(" ".join(filter(None, (reader.spoken(segment.text).text for segment in segments))))
        except AppError as error:
            print()
            print(f"speech: line {number}: {error}", file=sys.stderr)
            failed = 1
    return failed


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m services.speech")
    commands = parser.add_subparsers(dest="command", required=True)
    speaking = commands.add_parser("say", help="read a text file into an MP3")
    speaking.add_argument("file", type=Path)
    speaking.add_argument("-o", "--output", type=Path, required=True)
    speaking.add_argument("--voice", choices=sorted(VOICES), default="nu-bac")
    spelling = commands.add_parser("normalize", help="show how each line is read")
    spelling.add_argument("file", type=Path)
    chosen = parser.parse_args(arguments)
    try:
        text = chosen.file.read_text(encoding="utf-8-sig")
        if chosen.command == "say":
            say(text, chosen.output, chosen.voice)
        else:
            return normalize(text)
    except UnicodeDecodeError:
        print(f"speech: {chosen.file} is no text in UTF-8", file=sys.stderr)
        return 1
    except (AppError, OSError, ValueError) as error:
        print(f"speech: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
