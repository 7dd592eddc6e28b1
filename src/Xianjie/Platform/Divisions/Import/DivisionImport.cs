using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Divisions.Import;

/// <summary>Brings divisions and their outlines into the database; places that are there already keep their dates and get the new name.</summary>
internal sealed class DivisionImport(XianjieDb db)
{
    public sealed record Count(int Added, int Renamed, int Unchanged);

    /// <summary>All in the caller's transaction.</summary>
    public async Task<Count> TakeAsync(IReadOnlyList<DivisionRow> rows, CancellationToken ct)
    {
        var known = await db.Set<Division>().AsNoTracking().Select(d => new { d.Code, d.Name }).ToDictionaryAsync(d => d.Code, d => d.Name, ct);
        // Cities without counties (东莞 …) stand as city and as county under the same code; the city stays
        var fresh = rows.Where(r => !known.ContainsKey(r.Code)).GroupBy(r => r.Code).Select(g => g.OrderBy(r => r.Level).First()).ToDictionary(r => r.Code);
        Bulk.Insert(db, fresh.Values.OrderBy(r => r.Code).Select(r => new Division { Code = r.Code, Name = r.Name, Level = r.Level, Parent = ParentOf(r, c => known.ContainsKey(c) || fresh.ContainsKey(c)), UrbanRural = r.UrbanRural }));
        var renamed = 0;
        foreach (var batch in rows.Where(r => known.TryGetValue(r.Code, out var name) && name != r.Name).DistinctBy(r => r.Code).Chunk(500))
        {
            var names = batch.ToDictionary(r => r.Code, r => r.Name);
            var codes = names.Keys.ToList();
            foreach (var place in await db.Set<Division>().Where(d => codes.Contains(d.Code)).ToListAsync(ct))
                place.Name = names[place.Code];
            renamed += await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
        return new Count(fresh.Count, renamed, rows.Count - fresh.Count - renamed);
    }

    /// <summary>The nearest place above that is known: named by the file, or by the digits of the code.</summary>
    private static long? ParentOf(DivisionRow row, Func<long, bool> isKnown)
    {
        if (row.Parent is { } named && named != row.Code && isKnown(named))
            return named;
        foreach (var width in (long[])[1_000, 1_000_000, 100_000_000, 10_000_000_000])
        {
            var above = row.Code / width * width;
            if (above != row.Code && isKnown(above))
                return above;
        }
        return null;
    }

    /// <summary>Outlines and centres from GeoJSON features that carry the code of a known place.</summary>
    /// <exception cref="JsonException">Not GeoJSON.</exception>
    public async Task<(int Set, int Unknown)> OutlinesAsync(Stream content, CancellationToken ct)
    {
        using var document = await JsonDocument.ParseAsync(content, cancellationToken: ct);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
            throw new JsonException("No features.");
        var (set, unknown) = (0, 0);
        foreach (var batch in features.EnumerateArray().Chunk(500))
        {
            var byCode = batch.Select(f => (Code: CodeOf(f), Feature: f)).Where(f => f.Code is not null).DistinctBy(f => f.Code).ToDictionary(f => f.Code!.Value, f => f.Feature);
            var codes = byCode.Keys.ToList();
            var places = await db.Set<Division>().Where(d => codes.Contains(d.Code)).ToListAsync(ct);
            foreach (var place in places)
                Draw(place, byCode[place.Code]);
            (set, unknown) = (set + places.Count, unknown + batch.Length - places.Count);
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
        return (set, unknown);
    }

    private static void Draw(Division place, JsonElement feature)
    {
        if (feature.TryGetProperty("geometry", out var geometry) && geometry.ValueKind == JsonValueKind.Object)
            place.Outline = geometry.GetRawText();
        var properties = feature.GetProperty("properties");
        if ((properties.TryGetProperty("centre", out var at) || properties.TryGetProperty("center", out at)) && at.ValueKind == JsonValueKind.Array && at.GetArrayLength() == 2)
            (place.Longitude, place.Latitude) = (at[0].GetDouble(), at[1].GetDouble());
    }

    private static long? CodeOf(JsonElement feature)
    {
        if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
            return null;
        if (!properties.TryGetProperty("code", out var code) && !properties.TryGetProperty("adcode", out code))
            return null;
        return long.TryParse(code.ToString().PadRight(12, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : null;
    }
}
