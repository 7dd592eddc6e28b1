using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Files;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Screening.Language;

namespace Xianjie.Ledgers.Rows;

/// <summary>Looks at rows before they are written: types, links, formulas, checks, keys, places. Form, grid, bulk change and import all come through here.</summary>
internal sealed class RowCheck(XianjieDb db, LedgerBook book, RowLinks links, OtherRows others, ParameterOverlay overlay, Places places, Seal seal, Clock clock)
{
    public async Task<List<RowDraft>> LookAsync(Ledger ledger, IReadOnlyList<RowInput> inputs, CancellationToken ct)
    {
        var rules = await book.RulesAsync(ledger, ct);
        if (rules.Errors.Count > 0)
            throw new InvalidOperationException($"{ledger.Key}: {rules.Errors[0]}");
        var drafts = inputs.Select(i => Read(ledger, rules, i)).ToList();
        await links.FindAsync(ledger, drafts, ct);
        await KeysAsync(ledger, drafts, ct);
        foreach (var span in drafts.GroupBy(d => (d.Input.Span, County: PeriodDesk.CountyOf(d.Input.Division))))
            await EvaluateAsync(ledger, rules, span.Key.Span, span.Key.County, [.. span], ct);
        return drafts;
    }

    private RowDraft Read(Ledger ledger, LedgerRules rules, RowInput input)
    {
        var values = input.Existing is { } row ? RowValues.Open(row.Values, row.ValuesSealed, seal) : new(StringComparer.Ordinal);
        var draft = new RowDraft(input, values);
        var day = input.Span.Kind == PeriodKind.None ? clock.Today : input.Span.First;
        foreach (var field in ledger.Entered)
        {
            var given = input.Typed.TryGetValue(field.English, out var typed);
            if (given && (typed!.Length > 2000))
                draft.Faults.Add(new(field.English, "最多 2000 个字"));
            else if (given && field.Type == FieldType.Attachment)
            {
                if (!RowFiles.AreKnown(typed, values.GetValueOrDefault(field.English), input.Fresh))
                    draft.Faults.Add(new(field.English, "附件要在修改页上传"));
                values[field.English] = FileLine.Value(FileLine.Of(typed));
            }
            else if (given)
            {
                var (text, refusal) = ValueWords.Read(field, rules.RowFact[field.English]!, typed!, clock.Today);
                values[field.English] = text ?? string.Empty;
                if (refusal is not null)
                    draft.Faults.Add(new(field.English, refusal));
            }
            else if (input.Existing is null && field.Default is { } usual)
                values[field.English] = usual;
            if (field.Required && field.IsInForce(day) && string.IsNullOrEmpty(values.GetValueOrDefault(field.English)) && !draft.Faults.Exists(f => f.Field == field.English))
                draft.Faults.Add(new(field.English, "必填，现为空"));
        }
        if (Misplaced(ledger, input.Division) is { } words)
            draft.Faults.Add(new(null, words));
        return draft;
    }

    private string? Misplaced(Ledger ledger, long division)
    {
        if (places.Find(division) is not { } place || !db.Scope.Covers(division))
            return "所在地区不在您的管理范围内，请重新选择。";
        var fits = ledger.Level switch { RowLevel.Village => place.Level is DivisionLevel.Village, RowLevel.Township => place.Level is DivisionLevel.Township, _ => place.Level is DivisionLevel.County };
        return fits ? null : $"“{place.Name}”不是{LedgerWords.Level(ledger.Level)}，这个台账的每一行要落到{LedgerWords.Level(ledger.Level)}。";
    }

    /// <summary>One row per key: the fields marked unique, within the county and place and period; a ledger of places has one row each.</summary>
    private async Task KeysAsync(Ledger ledger, List<RowDraft> drafts, CancellationToken ct)
    {
        var fields = ledger.Entered.Where(f => f.Unique).ToList();
        if (fields.Count == 0 && ledger.Grain != "division")
            return;
        foreach (var draft in drafts)
            draft.UniqueKey = KeyOf(ledger, fields, draft);
        foreach (var twice in drafts.Where(d => d.UniqueKey is not null).GroupBy(d => d.UniqueKey).Where(g => g.Count() > 1))
            foreach (var draft in twice.Skip(1))
                draft.Faults.Add(new(fields.FirstOrDefault()?.English, $"与前面第 {twice.First().Input.Number} 行重复（{Named(fields)}相同）"));
        foreach (var part in drafts.Where(d => d.UniqueKey is not null).Chunk(500))
        {
            var keys = part.Select(d => d.UniqueKey!).ToList();
            var known = (await db.Set<LedgerRow>().Where(r => keys.Contains(r.UniqueKey!)).ToListAsync(ct)).ToDictionary(r => r.UniqueKey!);
            foreach (var draft in part)
            {
                if (!known.TryGetValue(draft.UniqueKey!, out var same) || same.Id == draft.Input.Existing?.Id)
                    continue;
                if (draft.Input.Upserts && draft.Input.Existing is null)
                    Merge(ledger, draft, same);
                else
                    draft.Faults.Add(new(fields.FirstOrDefault()?.English, ledger.Grain == "division" && fields.Count == 0 ? "这个地区本期已有一行，请打开原来的一行修改" : $"已有{Named(fields)}相同的一行，请打开那一行修改"));
            }
        }
    }

    /// <summary>What the file does not name stays as the row has it.</summary>
    private void Merge(Ledger ledger, RowDraft draft, LedgerRow same)
    {
        draft.Input.Existing = same;
        foreach (var (key, value) in RowValues.Open(same.Values, same.ValuesSealed, seal))
            if (!draft.Input.Typed.ContainsKey(key))
                draft.Values[key] = value;
        draft.Faults.RemoveAll(f => f.Field is { } name && !draft.Input.Typed.ContainsKey(name) && ledger[name] is not null && draft.Values.GetValueOrDefault(name) is { Length: > 0 });
    }

    private static string Named(List<LedgerField> fields) => string.Join("、", fields.Select(f => f.Name));

    private string? KeyOf(Ledger ledger, List<LedgerField> fields, RowDraft draft)
    {
        var texts = fields.Select(f => Identity.Telling(f, draft.Values)).ToList();
        if (fields.Count > 0 && texts.TrueForAll(t => t.Length == 0))
            return null;
        var text = string.Join('\u001f', [ledger.Key, $"{draft.Input.Span.Number}", $"{draft.Input.Division}", .. texts]);
        // a key that tells of a person is hashed with the secret of the seal
        return fields.Exists(f => f.IsSealed) ? Convert.ToBase64String(seal.Index(text, Sealed.Form)) : Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private async Task EvaluateAsync(Ledger ledger, LedgerRules rules, Span span, long county, List<RowDraft> drafts, CancellationToken ct)
    {
        var asOf = span.AsOf(clock.Today);
        var readable = drafts.Where(d => d.Faults.TrueForAll(f => f.Field is null || string.IsNullOrEmpty(d.Values.GetValueOrDefault(f.Field)))).ToList();
        var rows = readable.Select(d => new FactRow(d.Input.Division, d.Values)).ToList();
        var taken = readable.Select(d => d.Input.Existing?.Id).OfType<Guid>().ToHashSet();
        // rows that were there stand beside, as far as this batch does not change them
        var before = (await others.SelfAsync(rules, rows, county, span, ct)).Where(r => !taken.Contains(r.Id)).Select(r => r.Fact).ToList();
        var evaluation = new Evaluation(rules, await overlay.LoadAsync(ct), asOf, await others.LoadAsync(rules, [rules.Computed, rules.Checks], rows, county, asOf, ct), before);
        foreach (var field in ledger.Fields.Where(f => f.Type == FieldType.Formula))
            readable.ForEach(d => d.Values.Remove(field.English));
        foreach (var (at, computed) in evaluation.Compute(rows).Index())
            foreach (var (key, value) in computed)
                readable[at].Values[key] = value;
        foreach (var finding in evaluation.Check(rows))
        {
            if (finding.Severity == "E")
                readable[finding.Row].Faults.Add(new(null, finding.Message));
            else
                readable[finding.Row].Warnings.Add(finding.Message);
        }
    }
}

/// <summary>The county's own parameter values over those that ship, for the engine.</summary>
internal sealed class ParameterOverlay(XianjieDb db) : IParameterSource
{
    private ParameterRows? rows;

    public async Task<ParameterOverlay> LoadAsync(CancellationToken ct)
    {
        rows ??= new(await db.Set<Platform.Parameters.Parameter>().AsNoTracking().ToListAsync(ct));
        return this;
    }

    public Screening.Language.Parameter Get(Screening.Language.Parameter shipped) => rows!.Over(shipped);
}
