"""Where the names of a network stand: the same every time, apart from each other, on a canvas of a given width.

Each connected part is laid out by stress majorization, so that distances on the canvas follow distances in the graph;
then names that would cover each other are pushed apart, and the parts are set in rows.

Source: Gansner, Koren, North (2004), "Graph drawing by stress majorization".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

STEP = 78.0
"""Pixels between two names that stand together."""
SPACE = 10.0
"""Pixels between two names, and round each part."""
_ROUNDS = 80

Points = npt.NDArray[np.float64]


def layout(
    edges: Sequence[tuple[str, str]], boxes: Mapping[str, tuple[float, float]], *, width: float
) -> tuple[dict[str, tuple[float, float]], float]:
    """Places of names.

    Args:
        edges: pairs of names, the most important first.
        boxes: width and height in pixels that each name takes.
        width: of the canvas in pixels.

    Returns:
        Centre of each name in pixels from the lower left corner, and the height of the canvas.

    >>> places, height = layout([("a", "b")], {"a": (20, 20), "b": (20, 20)}, width=200)
    >>> places["a"] != places["b"], height > 20
    (True, True)
    """
    parts = []
    for names in connected(edges):
        here = [edge for edge in edges if edge[0] in names]
        size = np.array([boxes[name] for name in names], float)
        points = _apart(_stress(names, here, tall=width < 480), size, width)
        low = (points - size / 2).min(axis=0)
        high = (points + size / 2).max(axis=0)
        parts.append((names, points - low, high - low))
    return _packed(parts, width)


def connected(edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The connected parts, the largest first; names in the order of the edges.

    >>> connected([("a", "b"), ("c", "d"), ("d", "e")])
    [['c', 'd', 'e'], ['a', 'b']]
    """
    part: dict[str, list[str]] = {}
    for one, other in edges:
        left, right = part.setdefault(one, [one]), part.setdefault(other, [other])
        if left is not right:
            left += right
            part.update(dict.fromkeys(right, left))
    parts = {id(names): names for names in part.values()}
    return sorted(parts.values(), key=lambda names: -len(names))


def _stress(names: list[str], edges: Sequence[tuple[str, str]], *, tall: bool) -> Points:
    """Points whose distances come close to the lengths of the shortest ways in the graph."""
    count = len(names)
    place = {name: index for index, name in enumerate(names)}
    far = np.full((count, count), np.inf)
    np.fill_diagonal(far, 0)
    for one, other in edges:
        far[place[one], place[other]] = far[place[other], place[one]] = 1
    for middle in range(count):
        np.minimum(far, far[:, [middle]] + far[[middle]], out=far)
    points = _scaled(far)
    weights = 1 / np.maximum(far, 1) ** 2
    np.fill_diagonal(weights, 0)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    for _ in range(_ROUNDS):
        gaps = np.linalg.norm(points[:, None] - points[None], axis=2)
        pull = -weights * far / np.maximum(gaps, 1e-6)
        np.fill_diagonal(pull, 0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        points = inverse @ (pull @ points)
    return (points[:, ::-1] if tall else points) * STEP


def _scaled(far: Points) -> Points:
    """Classical scaling: the start of the majorization, longest extent along x."""
    count = len(far)
    centred = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-centred @ far**2 @ centred / 2)
    found = vectors[:, :-3:-1] * np.sqrt(np.maximum(values[:-3:-1], 0))
    # A direction and its opposite are equally good: the name with the largest part decides, not the machine.
    found = found * np.where(found[np.abs(found).argmax(axis=0), [0, 1]] < 0, -1, 1)
    # Names at one spot cannot be told apart by the majorization: a small, fixed turn of each.
    turn = np.arange(count) * 2.399963
    return np.asarray(found + 0.05 * np.column_stack([np.cos(turn), np.sin(turn)]))


def _apart(points: Points, size: Points, width: float) -> Points:
    """Push names that cover each other apart, along the axis that needs less, within the width."""
    room = (size[:, None] + size[None]) / 2 + SPACE
    pairs = [(i, j) for i in range(len(points)) for j in range(i)]
    span = (points[:, 0] + size[:, 0] / 2).max() - (points[:, 0] - size[:, 0] / 2).min()
    points = points * [min(1, width / span), 1]
    for _ in range(_ROUNDS * 4):
        moved = False
        for i, j in pairs:
            gap = points[i] - points[j]
            over = room[i, j] - np.abs(gap)
            if (over > 0.5).all():
                axis = int(over[1] <= over[0])
                shift = over[axis] / 2 * (1 if gap[axis] >= 0 else -1)
                points[i, axis] += shift
                points[j, axis] -= shift
                moved = True
        middle = ((points[:, 0] + size[:, 0] / 2).max() + (points[:, 0] - size[:, 0] / 2).min()) / 2
        reach = np.maximum((width - size[:, 0]) / 2, 0)
        points[:, 0] = middle + np.clip(points[:, 0] - middle, -reach, reach)
        if not moved:
            return points
    return _swept(points, room)


def _swept(points: Points, room: Points) -> Points:
    """Where pushing within the width goes round in circles: one after the other, each on past those it covers."""
    done: list[int] = []
    for i in np.argsort(points[:, 1], kind="stable").tolist():
        for j in sorted(done, key=lambda other: float(points[other, 1])):
            if (np.abs(points[i] - points[j]) < room[i, j]).all():
                points[i, 1] = points[j, 1] + room[i, j, 1]
        done.append(i)
    return points


def _packed(
    parts: Sequence[tuple[list[str], Points, Points]], width: float
) -> tuple[dict[str, tuple[float, float]], float]:
    """Parts in rows from the top, as many beside each other as fit, each row spread over the width."""
    rows: list[list[tuple[list[str], Points, Points]]] = []
    for part in parts:
        if rows and sum(size[0] + SPACE for _, _, size in rows[-1]) + part[2][0] <= width:
            rows[-1].append(part)
        else:
            rows.append([part])
    places, top = {}, 0.0
    for row in rows:
        free = (width - sum(size[0] for _, _, size in row)) / (len(row) + 1)
        left, tall = free, max(size[1] for _, _, size in row)
        for names, points, size in row:
            for name, (x, y) in zip(names, points, strict=True):
                places[name] = (float(left + x), -float(top + (tall - size[1]) / 2 + size[1] - y))
            left += size[0] + free
        top += tall + 2 * SPACE
    height = top + SPACE
    return {name: (x, y + height - SPACE) for name, (x, y) in places.items()}, height
