"""`handbill rules`: the posting rules listed, shown, and held against files or layouts."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.options import json_option, pairs, refuse_misplaced, roots_of, set_option, workspace_option


@click.group(invoke_without_command=True)
@workspace_option
@json_option
@click.pass_context
def rules(context: click.Context, workspace: Path | None, as_json: bool) -> None:
    """List the posting rules: notices that a law wants on the wall; see also show and check."""
    refuse_misplaced(context)
    if context.invoked_subcommand is None:
        _list(workspace, as_json)


@rules.command("list")
@workspace_option
@json_option
def list_rules(workspace: Path | None, as_json: bool) -> None:
    """List every rule with its region, who fixes its wording, and the day our source was read."""
    _list(workspace, as_json)


def _list(workspace: Path | None, as_json: bool) -> None:
    from generator.commands.ruletables import print_rules
    from generator.posting import open_rulebook

    print_rules(open_rulebook(roots_of(workspace)), as_json)


@rules.command()
@click.argument("rule")
@workspace_option
@json_option
def show(rule: str, workspace: Path | None, as_json: bool) -> None:
    """Show one rule: what it asks for, where we read that, and what is in doubt."""
    from generator.commands.ruletables import print_rule
    from generator.posting import open_rulebook

    book = open_rulebook(roots_of(workspace))
    print_rule(book.rule(rule), book, as_json)


@rules.command()
@click.argument("rule")
@click.argument("targets", nargs=-1, required=True, metavar="FILE…|LAYOUT")
@click.option("--lang", "langs", multiple=True, help="For a layout: its languages. Default: those that the rule names.")
@set_option
@workspace_option
@json_option
def check(
    rule: str,
    targets: tuple[str, ...],
    langs: tuple[str, ...],
    fields: tuple[str, ...],
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Hold PDF files or a layout against a rule, clause by clause; exits with 1 if any clause fails.

    A page is a sign. What only a person can settle is listed too: no answer here says that a law is met.
    """
    from generator.commands.ruletables import print_result
    from generator.posting import check_targets, open_rulebook

    roots = roots_of(workspace)
    result = check_targets(roots, rule, targets, langs, pairs(fields))
    print_result(result, open_rulebook(roots).rule(rule), as_json)
    if result.failed:
        raise SystemExit(1)
