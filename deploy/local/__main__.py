"""python -m deploy.local up | down | status | logs [process] | reset | accounts | exec SERVICE MODULE ..."""

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence

from deploy.local import processes, readiness, seeds, stack
from deploy.local.environment import python_environment
from deploy.local.manager import Manager
from deploy.local.place import LOOPBACK, REPOSITORY, Place
from deploy.local.programs import NotReadyError
from deploy.local.settings import chosen_place, inherited_environment

Command = Callable[[Place, argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(chosen_place(), options)
    except (NotReadyError, stack.PortTakenError, ValueError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1


def _up(place: Place, _: argparse.Namespace) -> int:
    stack.up(place, lambda line: print(line, flush=True))
    print(f"\nWeb app:     http://{LOOPBACK}:{place.gateway_port}/")
    print(f"Prometheus:  http://{LOOPBACK}:{place.prometheus_port}/")
    print(f"Metrics:     {_metrics_line(place)}")
    print(f"\n{seeds.accounts(place)}")
    return 0


def _down(place: Place, _: argparse.Namespace) -> int:
    print("stopped" if stack.down(place) else "nothing was running")
    return 0


def _reset(place: Place, _: argparse.Namespace) -> int:
    stack.reset(place)
    print("the province is gone: data, keys and logs")
    return 0


def _status(place: Place, _: argparse.Namespace) -> int:
    manager = Manager(place)
    if not manager.running:
        print("nothing is running")
        return 1
    answers = readiness.ask_all(readiness.probes(place))
    ports = {process.name: processes.metrics_port(place, process) for process in processes.present()}
    print(f"{'process':20} {'state':10} {'pid':>8} {'up':>8}  {'metrics':7}  ready")
    for row in manager.processes():
        name, up_seconds = row["name"], row["now"] - row["start"] if row["pid"] else 0
        answer = answers.get(name)
        ready = "" if answer is None else "yes" if answer.ready else f"no ({answer.detail})"
        port = ports.get(name, "")
        print(f"{name:20} {row['statename']:10} {row['pid']:8} {up_seconds:6} s  {port:7}  {ready}")
    return 0 if all(answer.ready for answer in answers.values()) else 1


def _logs(place: Place, options: argparse.Namespace) -> int:
    """Follows like tail does, until interrupted."""
    files = sorted(str(file) for file in place.log_dir.glob(f"{options.process or '*'}.log"))
    if not files:
        print("no such log", file=sys.stderr)
        return 1
    try:
        return subprocess.call(["tail", "-n", "40", *(["-F"] if options.follow else []), *files])
    except KeyboardInterrupt:
        return 0


def _accounts(place: Place, _: argparse.Namespace) -> int:
    print(seeds.accounts(place), end="")
    return 0


def _exec(place: Place, options: argparse.Namespace) -> int:
    """Runs a module as the given service would: with its databases, its keys, its broker."""
    environment = inherited_environment() | python_environment(place, options.service)
    command = [sys.executable, "-m", options.module, *options.arguments]
    return subprocess.call(command, cwd=REPOSITORY, env=environment)


def _metrics_line(place: Place) -> str:
    ports = [f"rabbitmq {place.broker_metrics_port}"]
    ports += [f"{process.name} {processes.metrics_port(place, process)}" for process in processes.present()]
    return ", ".join(ports)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deploy.local")
    commands = parser.add_subparsers(required=True)
    simple: dict[str, tuple[Command, str]] = {
        "up": (_up, "start everything and wait until it is ready"),
        "down": (_down, "stop everything"),
        "status": (_status, "what runs, since when, is it ready"),
        "reset": (_reset, "stop, then forget data, keys and logs"),
        "accounts": (_accounts, "the demonstration accounts"),
    }
    for name, (command, explanation) in simple.items():
        commands.add_parser(name, help=explanation).set_defaults(command=command)
    logs = commands.add_parser("logs", help="the last lines of each log")
    logs.add_argument("process", nargs="?")
    logs.add_argument("--follow", action="store_true")
    logs.set_defaults(command=_logs)
    run = commands.add_parser("exec", help="run a Python module with the environment of a service")
    run.add_argument("service", choices=sorted({process.service for process in processes.PROCESSES}))
    run.add_argument("module")
    run.add_argument("arguments", nargs=argparse.REMAINDER)
    run.set_defaults(command=_exec)
    return parser


if __name__ == "__main__":
    sys.exit(main())
