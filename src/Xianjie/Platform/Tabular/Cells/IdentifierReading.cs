using System.Buffers;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Tabular.Cells;

/// <summary>Identifiers in files and forms. A phone number that is not one is kept with a doubt: the household is real even if its number was mistyped.</summary>
internal static class IdentifierReading
{
    private static readonly SearchValues<char> PhoneCharacters = SearchValues.Create("0123456789-+");

    public static Reading Read(Column column, string text, DateOnly today) => column.Type switch
    {
        ColumnType.CitizenId => CitizenId.TryParse(text, today, out var id, out var noId) ? new(id.ToString()) : Reading.Refuse(noId),
        ColumnType.DisabilityCard => DisabilityCardNo.TryParse(text, today, out var card, out var noCard) ? new(card.ToString()) : Reading.Refuse(noCard),
        ColumnType.CreditCode => CreditCode.TryParse(text, out var credit, out var noCredit) ? new(credit.ToString()) : Reading.Refuse(noCredit),
        ColumnType.Division => DivisionCode.TryParse(text, out var place, out var noPlace) ? new(place.Value) : Reading.Refuse(noPlace),
        ColumnType.Phone => Phone(text),
        _ => throw new InvalidOperationException($"{column.Type} is not an identifier."),
    };

    private static Reading Phone(string text)
    {
        if (PhoneNo.TryParse(text, out var phone, out var why))
            return new(phone.ToString());
        Span<char> room = stackalloc char[48];
        var plain = TextForm.Plain(text, room);
        if (plain.EndsWith(".0"))
            plain = plain[..^2];
        return plain.IsEmpty || plain.Length > 20 || plain.ContainsAnyExcept(PhoneCharacters) ? Reading.Refuse(why) : new(plain.ToString(), Doubt: why);
    }
}
