using System.Globalization;
using System.Text.RegularExpressions;

namespace Xianjie.Bench.Pages;

internal enum PageKind { List, Filtered, Deep, Name, Search, Record, Members }

/// <summary>Addresses drawn from what the server really holds.</summary>
internal sealed partial class Addresses
{
    private const int PageSize = 20, Samples = 40;

    private readonly List<string> records = [], names = [], townships = [];

    public int Households { get; private set; }

    public static string Title(PageKind kind) => kind switch
    {
        PageKind.List => "list, first page",
        PageKind.Filtered => "list of a township, 未消除",
        PageKind.Deep => "list, any page of all",
        PageKind.Name => "list by name",
        PageKind.Search => "search of the top bar",
        PageKind.Record => "record",
        _ => "record, members",
    };

    public static async Task<Addresses> FindAsync(Visitor visitor)
    {
        var pages = new Addresses();
        var first = await visitor.ReadAsync("/households");
        pages.Households = int.Parse(Total().Match(first).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        pages.townships.AddRange(Option().Matches(first).Select(m => m.Groups[1].Value).Where(code => code.EndsWith("000", StringComparison.Ordinal)));
        var random = new Random(1);
        for (var i = 0; i < Samples; i++)
        {
            foreach (Match row in Row().Matches(await visitor.ReadAsync(pages.Path(PageKind.Deep, random))))
            {
                pages.records.Add(row.Groups[1].Value);
                pages.names.Add(System.Net.WebUtility.HtmlDecode(row.Groups[2].Value));
            }
        }
        return pages.records.Count > 0 ? pages : throw new InvalidOperationException("The list shows no households: is the account allowed to read them?");
    }

    public string Path(PageKind kind, Random random) => kind switch
    {
        PageKind.List => "/households",
        PageKind.Filtered => $"/households?state={Uri.EscapeDataString("未消除风险监测户")}&division={Any(townships, random)}",
        PageKind.Deep => $"/households?p={random.Next(Households / PageSize).ToString(CultureInfo.InvariantCulture)}",
        PageKind.Name => $"/households?name={Uri.EscapeDataString(Any(names, random))}",
        PageKind.Search => $"/search?q={Uri.EscapeDataString(Any(names, random))}",
        PageKind.Record => $"/households/{Any(records, random)}",
        _ => $"/households/{Any(records, random)}?tab=members",
    };

    private static string Any(List<string> list, Random random) => list[random.Next(list.Count)];

    [GeneratedRegex("共 <b>([0-9,]+)</b>")]
    private static partial Regex Total();

    [GeneratedRegex("<option value=\"([0-9]{12})\"")]
    private static partial Regex Option();

    [GeneratedRegex("<th class=\"fix nowrap\" scope=\"row\"><a href=\"/households/([0-9a-f-]{36})\">([^<]+)</a>")]
    private static partial Regex Row();
}
