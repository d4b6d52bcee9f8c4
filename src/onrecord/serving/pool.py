"""Worker processes that answer queries: what takes too long is ended with its process, which is replaced.

A thread cannot be stopped from outside, and a query engine in a thread would go on with a cartesian join for hours;
a process can, and the memory that it takes can be bounded too.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.serving import worker
from onrecord.serving.worker import LENGTH


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` of a query, ``bytes`` of its answer, ``megabytes`` of address space of a process (0: no bound),
    ``waiting`` requests at most while all processes are busy."""

    seconds: float = 30.0
    bytes: int = 64 << 20
    megabytes: int = 4096
    waiting: int = 256


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status, a media type and the bytes."""

    status: int
    type: str
    body: bytes

    @classmethod
    def said(cls, status: int, message: str) -> Answer:
        """One that only says something."""
        return cls(status, "text/plain; charset=utf-8", f"{message}\n".encode())


class Pool:
    """``size`` processes that answer from the store in ``folder``; one where it is ``writable``."""

    def __init__(
        self, folder: Path, size: int, limits: Limits, writable: bool = False, module: str = worker.__name__
    ) -> None:
        """Nothing is started yet. ``module`` is what the processes run."""
        self._module = module
        self._folder, self._limits, self._writable = folder, limits, writable
        self._size = 1 if writable else size
        self._idle: asyncio.Queue[Process | None] = asyncio.Queue()
        self._processes: set[Process] = set()
        self._waiting = 0

    async def start(self, later: bool = False) -> None:
        """Start the processes, or ``later``, each when it is needed."""
        for _ in range(self._size):
            self._idle.put_nowait(None if later else await self._spawn())

    async def stop(self) -> None:
        """End the processes."""
        ending = list(self._processes)
        for process in ending:
            self._kill(process)
        for process in ending:
            await process.wait()

    async def ask(self, asked: dict[str, Any]) -> Answer:
        """What a process answers to ``asked``, as :mod:`onrecord.serving.worker` takes it."""
        if self._waiting >= self._limits.waiting:
            return Answer.said(503, "too many requests are waiting; try again in a moment")
        self._waiting += 1
        try:
            process = await asyncio.wait_for(self._idle.get(), self._limits.seconds * 2)
        except TimeoutError:
            return Answer.said(503, "all processes are busy; try again in a moment")
        finally:
            self._waiting -= 1
        answered = False
        try:
            if process is None or process.returncode is not None:
                process = await self._spawn()
            answer = await asyncio.wait_for(_exchange(process, asked), self._limits.seconds)
            answered = True
            return answer
        except TimeoutError:
            seconds = self._limits.seconds
            return Answer.said(503, f"the query took longer than {seconds:g} seconds and was ended; ask for less")
        except (asyncio.IncompleteReadError, OSError):
            return Answer.said(503, "the query took more memory than it may and was ended; ask for less")
        finally:
            # A process that has not answered, also because nobody waits for it any more, is in the middle of it.
            if not answered and process is not None:
                self._kill(process)
                process = None
            self._idle.put_nowait(process)

    async def _spawn(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self._module,
            str(self._folder),
            "writable" if self._writable else "read-only",
            str(self._limits.bytes),
            str(self._limits.megabytes),
            stdin=PIPE,
            stdout=PIPE,
            limit=1 << 20,
            start_new_session=True,  # Ctrl-C is for the server, which then ends them
        )
        self._processes.add(process)
        return process

    def _kill(self, process: Process) -> None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        self._processes.discard(process)


async def _exchange(process: Process, asked: dict[str, Any]) -> Answer:
    if process.stdin is None or process.stdout is None:
        raise OSError("the process has no pipes")
    message = json.dumps(asked).encode()
    process.stdin.write(LENGTH.pack(len(message)) + message)
    await process.stdin.drain()
    head = json.loads(await _message(process.stdout))
    return Answer(head["status"], head["type"], await _message(process.stdout))


async def _message(stream: asyncio.StreamReader) -> bytes:
    (length,) = LENGTH.unpack(await stream.readexactly(LENGTH.size))
    return await stream.readexactly(length)
