using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;

namespace Xianjie.Registry.Export;

/// <summary>What is exported and how. Sealed fields are starred out unless <see cref="Reveal"/>, for which a purpose must be given.</summary>
/// <param name="Columns">Keys of list columns; null: those shown by default.</param>
/// <param name="Fact">Every field of this fact (户, 成员, 年收入 …) under the headers that an import understands, instead of the list's columns.</param>
internal sealed record ExportChoice(HouseholdQuery Query, IReadOnlyList<Guid>? Ids, IReadOnlyList<string>? Columns, string? Fact, bool Csv, bool Reveal, string? Purpose);

/// <summary>Writes households as the list shows them, row by row, as XLSX or CSV; text is never run as a formula.</summary>
internal sealed class HouseholdSheet(RegistryFields fields, FactSheet facts, Places places)
{
    private sealed record Column(string Key, string Title, double Width, Func<Household, bool, string> Text, bool ByDefault = true);

    public string FileName(ExportChoice choice, long area, DateOnly today)
    {
        var place = places.Name(choice.Query.Area ?? area);
        return string.Create(CultureInfo.InvariantCulture, $"{(choice.Fact is null or RegistryFields.Household ? "农户名册" : choice.Fact)}-{(area == 0 && choice.Query.Area is null ? "全部" : place)}-{today:yyyyMMdd}.{(choice.Csv ? "csv" : "xlsx")}");
    }

    /// <summary>Number of rows.</summary>
    public Task<int> WriteAsync(Stream output, XianjieDb db, ExportChoice choice, Action<int>? written, CancellationToken ct, ExportMark? mark = null) =>
        choice.Fact is { } fact && fact != RegistryFields.Household
            ? facts.WriteAsync(output, db, fact, choice, written, ct, mark)
            : TableFile.WriteAsync(output, "农户名册", [.. Columns(choice).Select(c => new FileColumn<Household>(c.Title, c.Width, row => c.Text(row, !choice.Reveal)))], Rows(db, choice).AsAsyncEnumerable(), choice.Csv, written, ct, mark);

    private List<Column> Columns(ExportChoice choice)
    {
        if (choice.Fact == RegistryFields.Household)
            return [.. fields.Of(RegistryFields.Household).Select(f => new Column(f.Column.English, f.Name, 16, (h, masked) => f.Text(h, masked)))];
        var all = ListColumns();
        var chosen = choice.Columns is { Count: > 0 } keys ? all.Where(c => keys.Contains(c.Key)) : all.Where(c => c.ByDefault);
        return [new("head", "户主", 12, (h, _) => h.HeadName ?? string.Empty), new("no", "户编号", 20, (h, _) => h.HouseholdNo), .. chosen];
    }

    /// <summary>The columns of the list, under its own keys.</summary>
    private List<Column> ListColumns()
    {
        Column Of(string key, string title, string english, double width = 14, bool byDefault = true)
        {
            var field = fields.Of(RegistryFields.Household, english);
            return new(key, title, width, (h, masked) => field.Text(h, masked), byDefault);
        }
        return
        [
            new("village", "乡镇 · 村", 26, (h, _) => places.Path(h.Division)), Of("group", "村民小组", "group_name"), Of("type", "户类型", "household_type", 18), Of("state", "户属性", "risk_state", 18),
            Of("risks", "风险", "risks", 20), new("members", "人口", 8, (h, _) => h.Present.ToString(CultureInfo.InvariantCulture)), Of("phone", "联系电话", "phone"), Of("identified", "识别月份", "identified_month", 10),
            Of("eliminated", "消除月份", "eliminated_month", 10, byDefault: false), Of("helper", "帮扶责任人", "helper_name", 12),
            new("marks", "标记", 24, (h, _) => string.Join('、', Traits.Marks.Where(m => (h.Traits & m.Bit) != 0).Select(m => m.Words))),
            new("updated", "最近更新", 12, (h, _) => Clock.Day(h.UpdatedAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ByDefault: false),
        ];
    }

    /// <summary>The rows of a choice, in the order of the list.</summary>
    public static IQueryable<Household> Rows(XianjieDb db, ExportChoice choice)
    {
        var rows = choice.Query.InOrder(choice.Query.Apply(db));
        return choice.Ids is { Count: > 0 } ids ? rows.Where(h => ids.Contains(h.Id)) : rows;
    }
}
