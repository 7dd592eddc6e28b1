namespace Xianjie.Platform.Web;

/// <summary>Which page of a list is shown, and how long it is.</summary>
internal static class Paging
{
    /// <summary>Rows on a page as the address asks: 10, 20, 50 or 100.</summary>
    public static int Size(HttpRequest request) => request.Query["size"].ToString() switch { "10" => 10, "50" => 50, "100" => 100, _ => 20 };

    /// <summary>The page asked for, or the nearest that there is; from 1.</summary>
    public static int Page(int asked, int total, int size) => Math.Clamp(asked, 1, Math.Max(1, (total + size - 1) / size));
}
