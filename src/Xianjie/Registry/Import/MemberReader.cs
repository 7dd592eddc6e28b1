using System.Buffers.Binary;
using Xianjie.Registry.Fields;
using Xianjie.Registry.People;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Registry.Import;

/// <summary>Reads the member part of a row and holds it against the citizen id: what the id tells is filled in, what contradicts it is a doubt.</summary>
internal sealed class MemberReader(ImportPlan plan, RegistryFields fields, DateOnly today)
{
    private readonly Field card = fields.Of(RegistryFields.Member, "disability_card");

    public void Read(RowDraft row, Func<string, UInt128> key, bool isTurning)
    {
        var id = CitizenIdOf(row);
        if (!plan.BringsMembers)
        {
            row.PersonKey = id is null ? null : key(id);
            return;
        }
        var values = new object?[plan.Member.Length];
        var person = new Person { Name = string.Empty, Relation = string.Empty, Division = 0 };
        for (var i = 0; i < values.Length; i++)
        {
            var slot = plan.Member[i];
            values[i] = slot == plan.CitizenId ? id : RowReader.Value(row, slot, today);
            if (values[i] is { } value)
                slot.Field.Set(person, value);
        }
        row.PersonKey = isTurning && id is not null ? key(id) : person.CitizenIdIndex is { } index ? BinaryPrimitives.ReadUInt128BigEndian(index) : null;
        (person.Pinyin, person.Initials) = (Pinyin.Full(person.Name), Pinyin.Initials(person.Name));
        row.MemberValues = values;
        row.Person = person;
        if (person.Name.Length > 60)
            row.Errors.Add(new(row.Source.Number, "姓名", -1, "姓名超过 60 个字"));
        if (id is not null && CitizenId.TryParse(id, null, out var parsed))
            Compare(row, person, parsed);
        FromCard(row, person, id);
    }

    private string? CitizenIdOf(RowDraft row)
    {
        if (plan.CitizenId is not { } slot || row.Source[slot.Sources[0]] is not { IsBlank: false } cell)
            return null;
        var text = cell.Text.Trim();
        if (text.StartsWith(CitizenId.PlaceholderRegion, StringComparison.Ordinal))
        {
            row.Doubts.Add("身份证号是占位号（999999 开头），按没有身份证号导入，请限期补齐");
            return null;
        }
        // Old files give the disability card in place of the citizen id; the first 18 digits are the holder's
        if (text.Length is 20 or 22 && !cell.HasLostDigits && DisabilityCardNo.TryParse(text, today, out var known, out _))
            return known.Holder.ToString();
        return (string?)RowReader.Value(row, slot, today);
    }

    private static void Compare(RowDraft row, Person person, CitizenId id)
    {
        person.Learn(id);
        var sex = id.Sex == Sex.Male ? "男" : "女";
        if (person.Sex != sex)
            row.Doubts.Add($"性别填的是{person.Sex}，按身份证号应为{sex}");
        if (person.BirthDate != id.BirthDate)
            row.Doubts.Add($"出生日期填的是 {person.BirthDate:yyyy-MM-dd}，按身份证号应为 {id.BirthDate:yyyy-MM-dd}");
    }

    private void FromCard(RowDraft row, Person person, string? id)
    {
        var at = Array.FindIndex(plan.Member, s => s.Field == card);
        if (at < 0 || row.MemberValues[at] is not string text || !DisabilityCardNo.TryParse(text, null, out var known))
            return;
        if (id is not null && known.Holder.ToString() != id)
            row.Doubts.Add("残疾证号前 18 位与身份证号不一致");
        person.DisabilityKind ??= known.KindName;
        person.DisabilityLevel ??= known.LevelName;
    }
}
