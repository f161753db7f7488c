"""What a sample says of the whole."""

from math import sqrt

# So that of a hundred such intervals ninety-five hold the true share.
Z_95 = 1.96


def wilson_interval(successes: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """Between which shares (0 to 1) the true one lies, by Wilson's formula; (0, 1) where nobody was asked."""
    if n <= 0:
        return 0.0, 1.0
    share = successes / n
    middle = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
