namespace Xianjie.Statistics.Inequality;

/// <summary>How many full consumers a household counts for, so that large and small ones compare.</summary>
internal static class EquivalenceScale
{
    /// <summary>
    /// Modified OECD scale (A. Hagenaars, K. de Vos, M. A. Zaidi, “Poverty Statistics in the Late 1980s”, Eurostat 1994): 1 for the first
    /// adult, 0.5 for each other person of 14 and above, 0.3 for each child below 14.
    /// </summary>
    /// <param name="adults">People of 14 and above; a household of children only counts its eldest as the first adult.</param>
    /// <param name="children">People below 14.</param>
    /// <returns>1 and above.</returns>
    public static double ModifiedOecd(int adults, int children)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(adults);
        ArgumentOutOfRangeException.ThrowIfNegative(children);
        ArgumentOutOfRangeException.ThrowIfZero(adults + children);
        return adults == 0 ? 1 + (0.3 * (children - 1)) : 1 + (0.5 * (adults - 1)) + (0.3 * children);
    }
}
