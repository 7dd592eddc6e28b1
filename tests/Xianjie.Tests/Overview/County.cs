using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Divisions;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Overview;

/// <summary>The small county with outlines: two townships side by side, each of two villages one over the other; and a ledger whose rows say where they are.</summary>
internal static class County
{
    public const string Shops = """
        - key: shops
          title: 便民店台账
          module: 产业帮扶
          owner: 商务局
          grain: site
          level: village
          basis: 试验
          fields:
            - {name: 店名, english: shop, type: text, required: true, unique: true}
            - {name: 从业人数, english: workers, type: int, min: 0, required: true}
            - {name: 位置, english: location, type: location}
          rollups:
            - {title: 便民店, measure: count(), unit: 个}
            - {title: 从业人数, measure: sum(从业人数), unit: 人}
          list: [店名, 从业人数]
        """;

    public static async Task<Site> StartAsync(string database)
    {
        var site = await Books.StartAsync(database, ("shops.yaml", Shops));
        await using var db = site.Open();
        foreach (var (code, west, south, east, north) in new[]
        {
            (Site.TownA, 105.0, 26.0, 105.1, 26.2), (Site.TownB, 105.1, 26.0, 105.2, 26.2), (Site.VillageA1, 105.0, 26.1, 105.1, 26.2), (Site.VillageA2, 105.0, 26.0, 105.1, 26.1),
            (Site.VillageB1, 105.1, 26.1, 105.2, 26.2), (Site.VillageB2, 105.1, 26.0, 105.2, 26.1),
        })
        {
            var place = await db.Set<Division>().SingleAsync(d => d.Code == code);
            place.Outline = string.Create(CultureInfo.InvariantCulture, $$"""{"type":"Polygon","coordinates":[[[{{west}},{{south}}],[{{east}},{{south}}],[{{east}},{{north}}],[{{west}},{{north}}],[{{west}},{{south}}]]]}""");
        }
        await db.SaveChangesAsync();
        return site;
    }

    public static Task<string> ShopAsync(Visitor visitor, string name, int workers, long place, string? location) =>
        Books.EnterAsync(visitor, new() { ["Place"] = $"{place}", ["f.shop"] = name, ["f.workers"] = $"{workers}", ["f.location"] = location ?? "" }, "shops");
}
