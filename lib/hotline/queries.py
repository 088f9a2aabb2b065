"""Rules over a table, such as `kind == "cut" and date >= "2021"`: comparisons of columns with texts, nothing else."""

import ast

import pandas as pd

METHODS = ("contains", "startswith", "endswith")
ALLOWED = "comparisons of columns with texts, in [...], column.str.contains(pattern), joined by and, or, not"


def select(table: pd.DataFrame, rule: str) -> pd.DataFrame:
    """Return the rows of a table for which a rule holds.

    The rule is a small part of what `DataFrame.query` understands. The rest of it is refused before it is run, for a
    query can call anything that Python can, and a rule may come from a file of somebody else's.

    >>> select(pd.DataFrame({"kind": ["cut", "used"]}), 'kind in ["cut", "restored"]')["kind"].tolist()
    ['cut']

    Raises
    ------
    ValueError
        The rule cannot be read, names a column that the table does not have, or is something else than a condition.
    """
    try:
        asked = ast.parse(rule.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(f"'{rule}' cannot be read as a rule; write {ALLOWED}") from None
    _refuse_unknown(asked, list(table.columns))
    return table[table.eval(ast.unparse(asked), engine="python").astype(bool)]


def _refuse_unknown(node: ast.expr, columns: list[str]) -> None:
    match node:
        case ast.BoolOp(values=parts):
            for part in parts:
                _refuse_unknown(part, columns)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            _refuse_unknown(part, columns)
        case ast.Compare(left=ast.Name(id=column), ops=ops, comparators=values) if not _identity(ops):
            _known(column, columns)
            if not all(map(_is_text, values)):
                raise _refused(node)
        case ast.Call(
            func=ast.Attribute(attr=method, value=ast.Attribute(attr="str", value=ast.Name(id=column))),
            args=[text],
            keywords=[],
        ) if method in METHODS and _is_one_text(text):
            _known(column, columns)
        case _:
            raise _refused(node)


def _identity(ops: list[ast.cmpop]) -> bool:
    return any(isinstance(op, ast.Is | ast.IsNot) for op in ops)


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, ast.List | ast.Tuple):
        return all(map(_is_text, node.elts))
    return _is_one_text(node)


def _is_one_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _known(column: str, columns: list[str]) -> None:
    if column not in columns:
        raise ValueError(f"'{column}' is no column; the columns are {', '.join(columns)}")


def _refused(node: ast.expr) -> ValueError:
    return ValueError(f"'{ast.unparse(node)}' is not allowed in a rule; write {ALLOWED}")
