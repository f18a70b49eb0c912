"""What test_child.py starts: prints how long its input was and what it was told, waits or ends as it is told."""

import os
import sys
import time

if __name__ == "__main__":
    told = sys.argv[1:]
    content = sys.stdin.buffer.read()
    if told[0] == "wait":
        time.sleep(float(told[1]))
    if told[0] == "end":
        sys.exit(int(told[1]))
    print(len(content), *told, os.environ.get("SAID", "-"))
