"""The changes that tools/mutation.py makes: operators of cosmic-ray, and two of our own that take a guard away."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import parso
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

# Of the changes from one operator to another only likely slips: most others (a >> b for a + b) break the first call
# and prove nothing, and so does all that can be made of a path's /.
LIKELY = re.compile(
    r"core/(?:ReplaceBinaryOperator_(?:Add_Sub|Sub_Add|Mul_FloorDiv|FloorDiv_Mul|Mod_FloorDiv|Pow_Mul|LShift_RShift"
    r"|RShift_LShift|BitOr_BitAnd|BitAnd_BitOr|BitXor_BitOr)"
    r"|ReplaceComparisonOperator_(?:Is_IsNot|IsNot_Is|(?:Eq|NotEq|Lt|LtE|Gt|GtE)_(?:Eq|NotEq|Lt|LtE|Gt|GtE))"
    r"|(?!ReplaceBinary|ReplaceComparison|VariableReplacer|VariableInserter).*)"
)
Position = tuple[tuple[int, int], tuple[int, int]]


class DropOperand:
    """`a or b` becomes `a`, or `b`; so with `and`."""

    def mutation_positions(self, node: Any) -> Iterator[Position]:
        if node.type in ("or_test", "and_test"):
            for operand in node.children[::2]:
                yield operand.start_pos, operand.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        del node.children[max(0, 2 * index - 1) : max(2, 2 * index + 1)]
        return node


class DropStatement:
    """A call, a raise, or a change of an object or a counter is not made."""

    def mutation_positions(self, node: Any) -> Iterator[Position]:
        if node.type == "simple_stmt" and self._acts(node.children[0]):
            yield node.children[0].start_pos, node.children[0].end_pos

    def _acts(self, small: Any) -> bool:
        if small.type == "expr_stmt":
            operator = small.children[1]
            augmented = operator.type == "operator" and operator.value != "="
            return augmented or small.children[0].type == "atom_expr"
        return (
            small.type in ("atom_expr", "await_expr", "raise_stmt", "del_stmt")
            or small.get_code().strip() == "raise"
        )

    def mutate(self, node: Any, index: int) -> Any:
        del index
        node.children[0] = parso.parse(node.children[0].get_first_leaf().prefix + "pass")
        return node


OWN = {"DropOperand": DropOperand, "DropStatement": DropStatement}
OPERATORS = {**{name: get_operator(name) for name in operator_names() if LIKELY.fullmatch(name)}, **OWN}


def sites(text: str) -> list[tuple[int, list[tuple[str, int]]]]:
    """The places of a file that can be changed: the line, and the changes (operator, occurrence)."""
    nodes = list(ast_nodes(get_ast(text)))
    found: defaultdict[tuple[str, Position], list[tuple[str, int]]] = defaultdict(list)
    for name, kind in OPERATORS.items():
        operator = kind()
        positions = (position for node in nodes for position in operator.mutation_positions(node))
        for occurrence, position in enumerate(positions):
            found[name.split("_")[0], position].append((name, occurrence))
    return [(start[0], changes) for (_, (start, _)), changes in sorted(found.items())]


def mutated(text: str, operator: str, occurrence: int) -> str | None:
    """The changed text; None if nothing that runs is changed (annotations, docstrings, imports for types)."""
    try:
        after = mutate_code(text, OPERATORS[operator](), occurrence)
        return after if after and running(after) != running(text) else None
    except (AttributeError, SyntaxError):  # cosmic-ray cannot make it (`except json.JSONDecodeError`)
        return None


def running(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign):
            node.annotation = ast.Constant(None)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value = ast.Constant(None)
    return ast.dump(tree)
