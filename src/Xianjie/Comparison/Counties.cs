namespace Xianjie.Comparison;

/// <summary>Deliveries, runs and switches belong to a county; its code is the division's first six digits and six zeros.</summary>
internal static class Counties
{
    public static long Of(long division) => division / 1_000_000 * 1_000_000;
}
