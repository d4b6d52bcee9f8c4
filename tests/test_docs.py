"""The documents are true: every command in them is real, and every command is in them."""

import importlib.util
import re
import shlex
import sys
from pathlib import Path

import pytest
import typer.main

from onrecord.cli import app
from onrecord.cli_ask import FORMATS as RESULT_FORMATS
from onrecord.export import FORMATS
from onrecord.progress import LOGS
from onrecord.rdf.queries import named_queries
from onrecord.read import READERS
from onrecord.store import PARAMETERS
from onrecord.store import RESULT_FORMATS as STORE_FORMATS

ROOT = Path(__file__).parents[1]
DOCS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "examples" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
COMMANDS = typer.main.get_command(app).commands
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))


def shell_lines(text: str) -> list[str]:
    blocks = re.findall(r"```(?:sh|console)\n(.*?)```", text, re.S)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


def onrecord_lines() -> list[str]:
    shown = [
        line for doc in DOCS for line in shell_lines(doc.read_text(encoding="utf-8")) if line.startswith("onrecord ")
    ]
    helped = [
        line for command in COMMANDS.values() for line in re.findall(r"Example: (onrecord .*)", command.help or "")
    ]
    return shown + helped


@pytest.mark.parametrize("line", sorted(set(onrecord_lines())))
def test_every_command_shown_is_real(line):
    _, *words = shlex.split(line.partition(" | ")[0].partition(" > ")[0], comments=True)
    if words[0] == "--log":  # the option of all commands
        assert words[1] in LOGS
        del words[:2]
    name, *arguments = words
    context = COMMANDS[name].make_context(name, arguments, resilient_parsing=True)
    given = context.params
    if name == "query" and given["name"]:
        assert given["name"] in named_queries()
        taken = {key for key in PARAMETERS if given[key]}
        assert taken <= set(named_queries()[given["name"]].parameters)
    if name == "export":
        assert given["format"] in {"jsonl", *FORMATS}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example_and_is_documented(name):
    command = COMMANDS[name]
    assert f"Example: onrecord {name}" in (command.help or "")
    assert f"onrecord {name}" in (ROOT / "README.md").read_text(encoding="utf-8")
    documented = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = documented.partition(f"## onrecord {name}\n")[2].partition("\n## ")[0]
    assert section
    for parameter in command.params:
        if parameter.param_type_name == "option":
            assert parameter.help, f"--{parameter.name} has no help"
            assert any(option in documented for option in parameter.opts), f"{parameter.opts} is not documented"


def test_every_make_target_shown_is_real():
    for doc in DOCS:
        for target in re.findall(r"\bmake ([a-z-]+)", "\n".join(shell_lines(doc.read_text(encoding="utf-8")))):
            assert target in TARGETS, f"make {target} in {doc.name}"


def test_every_relative_link_leads_somewhere():
    for doc in DOCS:
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", doc.read_text(encoding="utf-8")):
            if not link.startswith(("http://", "https://")):
                assert (doc.parent / link).exists(), f"{link} in {doc.name}"


def test_every_source_file_named_is_there():
    for doc in DOCS:
        for name in re.findall(
            r"`((?:src|graph|tests|ontology|examples|docs)/[\w./-]+)`", doc.read_text(encoding="utf-8")
        ):
            assert (ROOT / name).exists(), f"{name} in {doc.name}"


def test_the_formats_read_are_documented():
    text = (ROOT / "docs" / "input.md").read_text(encoding="utf-8")
    for reader in READERS:
        for suffix in reader.suffixes:
            assert f"`{suffix.removesuffix('.gz')}`" in text


def test_the_command_line_offers_what_the_store_takes():
    options = {parameter.name for parameter in COMMANDS["query"].params}
    assert set(PARAMETERS) <= options
    assert set(RESULT_FORMATS) == {"table", *STORE_FORMATS}


def test_files_of_a_build_are_documented():
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for format in FORMATS.values():
        if format.file:
            assert f"`{format.file}`" in text


def test_the_python_of_the_documents_compiles():
    for doc in DOCS:
        for block in re.findall(r"```python\n(.*?)```", doc.read_text(encoding="utf-8"), re.S):
            compile(block, doc.name, "exec")


def test_the_table_of_stores_is_that_of_the_tests():
    spec = importlib.util.spec_from_file_location("readers", ROOT / "tests" / "stores" / "readers.py")
    readers = importlib.util.module_from_spec(spec)
    sys.modules["readers"] = readers
    spec.loader.exec_module(readers)
    said = (ROOT / "docs" / "graph.md").read_text(encoding="utf-8")
    assert readers.table() in said, "run python tests/stores/readers.py"
