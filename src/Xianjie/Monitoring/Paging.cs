namespace Xianjie.Monitoring;

internal static class Paging
{
    /// <summary>Rows on a page as the address asks: 10, 20, 50 or 100.</summary>
    public static int Size(HttpRequest request) => request.Query["size"].ToString() switch { "10" => 10, "50" => 50, "100" => 100, _ => 20 };
}
