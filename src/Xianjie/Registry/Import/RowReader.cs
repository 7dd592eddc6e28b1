using System.Buffers.Binary;
using System.Globalization;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Registry.Import;

/// <summary>Reads rows under a plan: types, codes, identifiers, dates. Looks at nothing but the row itself, so that many can work at once.</summary>
internal sealed class RowReader(ImportPlan plan, RegistryFields fields, Seal seal, DateOnly today)
{
    private readonly MemberReader members = new(plan, fields, today);
    private readonly Field[] householdFields = [.. plan.Household.Select(s => s.Field)];

    public RowDraft Read(TableRow source)
    {
        var row = new RowDraft(source) { HouseholdNo = Key(source) };
        if (row.HouseholdNo is null)
            FromHead(row);
        if (plan.HouseholdNo is { } no && row.HouseholdNo is null)
            row.Errors.Add(no.Error(source, "没有填“户编号”，也没有户主的身份证号可以代替"));
        else if (row.HouseholdNo is null && (plan.BringsHouseholds || plan.BringsMembers))
            row.Errors.Add(new(source.Number, "户主证件号码", plan.HeadId ?? -1, "没有户编号，也没有户主的身份证号，无法知道属于哪一户"));
        else if (row.HouseholdNo?.Length > 40)
            row.Errors.Add(plan.HouseholdNo!.Error(source, "“户编号”超过 40 个字"));
        if (plan.BringsHouseholds && row.IsGood)
            ReadHousehold(row);
        if (plan.Member.Length > 0)
            members.Read(row, id => PersonKey(row, id), seal.IsTurning);
        row.IncomeValues = Values(row, plan.Income);
        row.LivingValues = Values(row, plan.Living);
        row.MeasureValues = Values(row, plan.Measure);
        row.PhaseValues = plan.Phases.Count == 0 ? [] : [.. plan.Phases.Select(p => Values(row, p.Slots))];
        row.GroupMeasures = [.. plan.MeasureGroups.SelectMany(g => g.Read(row))];
        return row;
    }

    /// <summary>
    /// A household without a number goes by its householder: by their citizen id's blind index, since the id itself must not stand where
    /// everyone reads it. Whoever is known already brings the number of their own household (<see cref="RegistryKeys"/>).
    /// </summary>
    private void FromHead(RowDraft row)
    {
        var cell = plan.HeadId is { } column && !row.Source[column].IsBlank ? row.Source[column]
            : plan.CitizenId is { } own && plan.Relation is { } relation && row.Source[relation.Sources[0]].Text.Trim() is "户主" or "本人或户主" or "本人" ? row.Source[own.Sources[0]]
            : default;
        if (cell.IsBlank || cell.HasLostDigits || !CitizenId.TryParse(cell.Text.Trim(), today, out var id, out _))
            return;
        row.HeadKey = PersonKey(row, id.ToString());
        row.HouseholdNo = string.Create(CultureInfo.InvariantCulture, $"无编号{row.HeadKey.Value >> 64:X16}");
    }

    /// <summary>The key by which the registry knows a person; while keys are changed, also the one that rows not yet sealed anew are known by.</summary>
    private UInt128 PersonKey(RowDraft row, string id)
    {
        var keys = seal.Indexes(id, Sealed.CitizenId).ConvertAll(index => BinaryPrimitives.ReadUInt128BigEndian(index));
        row.Older.AddRange(keys.Skip(1).Select(old => (old, keys[0])));
        return keys[0];
    }

    private string? Key(TableRow source)
    {
        if (plan.HouseholdNo is not { } slot || source[slot.Sources[0]] is not { IsBlank: false } cell)
            return null;
        var text = cell.Text.Trim();
        return text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text;
    }

    private void ReadHousehold(RowDraft row)
    {
        if (plan.HouseholdNo is { } no && row.Source[no.Sources[0]].HasLostDigits)
            row.Errors.Add(no.Error(row.Source, "户编号被 Excel 当成数字，末几位已丢失；请把该列改为“文本”格式后重新填写"));
        row.HouseholdValues = Values(row, plan.Household);
        ReadCategory(row);
        RemovalState.Settle(row, plan.Household);
        var household = new Household { HouseholdNo = row.HouseholdNo!, Division = 0, HouseholdType = string.Empty, RiskState = string.Empty };
        for (var i = 0; i < householdFields.Length; i++)
        {
            if (row.HouseholdValues[i] is { } value)
                householdFields[i].Set(household, value);
        }
        row.Household = household;
        row.Division = household.Division == 0 ? null : household.Division;
    }

    private void ReadCategory(RowDraft row)
    {
        if (plan.Category is not { } column || row.Source[column].IsBlank)
            return;
        var at = Array.FindIndex(plan.Household, s => s.Field.Column.English == "household_type");
        row.HouseholdValues[at] = Value(row, plan.Household[at] with { Sources = [column], Title = plan.Header.Columns[column].Text }, today) ?? row.HouseholdValues[at];
    }

    private object?[] Values(RowDraft row, Slot[] slots)
    {
        if (slots.Length == 0)
            return [];
        var values = new object?[slots.Length];
        for (var i = 0; i < slots.Length; i++)
            values[i] = Value(row, slots[i], today);
        return values;
    }

    /// <summary>The value of a slot, with its error or doubt noted on the row.</summary>
    public static object? Value(RowDraft row, Slot slot, DateOnly today)
    {
        if (slot.Sources.Length == 0)
            return null;
        var cell = row.Source.Joined(slot.Sources);
        if (cell.IsBlank)
            return null;
        var reading = slot.Field.Read(cell, today);
        if (reading.Refusal is not null)
            row.Errors.Add(slot.Error(row.Source, reading.Refusal));
        if (reading.Doubt is not null)
            row.Doubts.Add($"“{slot.Field.Name}”：{reading.Doubt}");
        return reading.Value;
    }

}
