"""How long files and functions may be, and how much of the source is tests."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from tests.guards.source import Function, product, tests

FILE_MEDIAN, FILE_MOST = 100, 300
FUNCTION_MEDIAN, FUNCTION_P90, FUNCTION_MOST = 8, 25, 50
TESTS_LEAST, TESTS_MOST = 1.0, 2.0


@dataclass(frozen=True)
class Sizes:
    """What was measured: lines by file and function, and lines of code of tests and product.

    The ratio counts code alone, since nearly every function of the product has a docstring and
    a test says what it is for by its name.
    """

    files: dict[str, int]
    test_files: dict[str, int]
    functions: dict[str, int]
    product_code: int
    test_code: int

    @property
    def tests_by_product(self) -> float:
        return self.test_code / max(1, self.product_code)

    @property
    def function_p90(self) -> float:
        return quantiles(self.functions.values(), n=10, method="inclusive")[8]

    def __str__(self) -> str:
        return (
            f"files: median {median(self.files.values()):.0f}, longest {max(self.files.values())}; "
            f"functions: median {median(self.functions.values()):.0f}, "
            f"p90 {self.function_p90:.0f}, longest {max(self.functions.values())}; "
            f"tests by product {self.tests_by_product:.2f}"
        )


def measure(root: Path) -> Sizes:
    """Measure a tree; files without a line are not counted."""
    modules = [module for module in product(root) if module.lines]
    tried = [module for module in tests(root) if module.lines]
    return Sizes(
        product_code=sum(module.code_lines for module in modules),
        test_code=sum(module.code_lines for module in tried),
        files={module.path: module.lines for module in modules},
        test_files={module.path: module.lines for module in tried},
        functions={
            f"{module.path}:{function.lineno} {function.name}": length(function)
            for module in modules
            for function in module.functions()
        },
    )


def length(function: Function) -> int:
    """Return the lines of a function, from ``def`` to its end, without its docstring."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is None:
        return whole
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1)


def breaches(sizes: Sizes) -> list[str]:
    """Return a sentence for each bound that a tree passes."""
    faults = [
        f"{path} has {lines} lines, more than {FILE_MOST}; split it by subject"
        for path, lines in (sizes.files | sizes.test_files).items()
        if lines > FILE_MOST
    ]
    faults += [
        f"{place} has {lines} lines, more than {FUNCTION_MOST}"
        for place, lines in sizes.functions.items()
        if lines > FUNCTION_MOST
    ]
    bounds = {
        "median of the files": (median(sizes.files.values()), FILE_MEDIAN),
        "median of the functions": (median(sizes.functions.values()), FUNCTION_MEDIAN),
        "p90 of the functions": (sizes.function_p90, FUNCTION_P90),
    }
    return faults + [
        f"the {what} is {found:.0f} lines, more than {bound}"
        for what, (found, bound) in bounds.items()
        if found > bound
    ]
