using System.Buffers;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Registry.Fields;

/// <summary>Identifiers in files and forms. A phone number that is not one is kept with a doubt: the household is real even if its number was mistyped.</summary>
internal static class IdentifierText
{
    private static readonly SearchValues<char> PhoneCharacters = SearchValues.Create("0123456789-+");

    public static Reading Read(Column column, ReadOnlySpan<char> text, DateOnly today)
    {
        switch (column.Type)
        {
            case ColumnType.CitizenId:
                return CitizenId.TryParse(text, today, out var id, out var noId) ? new(id.ToString()) : Reading.Refuse(noId);
            case ColumnType.DisabilityCard:
                return DisabilityCardNo.TryParse(text, today, out var card, out var noCard) ? new(card.ToString()) : Reading.Refuse(noCard);
            case ColumnType.CreditCode:
                return CreditCode.TryParse(text, out var credit, out var noCredit) ? new(credit.ToString()) : Reading.Refuse(noCredit);
            case ColumnType.Division:
                return DivisionCode.TryParse(text, out var place, out var noPlace) ? new(place.Value) : Reading.Refuse($"“{column.Name}”：{noPlace}");
            case ColumnType.Phone:
                return Phone(column, text);
            default:
                throw new InvalidOperationException($"{column.Type} is not an identifier.");
        }
    }

    private static Reading Phone(Column column, ReadOnlySpan<char> text)
    {
        if (PhoneNo.TryParse(text, out var phone, out var why))
            return new(phone.ToString());
        Span<char> room = stackalloc char[48];
        var plain = TextForm.Plain(text, room);
        if (plain.EndsWith(".0"))
            plain = plain[..^2];
        return plain.IsEmpty || plain.Length > 20 || plain.ContainsAnyExcept(PhoneCharacters)
            ? Reading.Refuse($"“{column.Name}”：{why}") : new(plain.ToString(), Doubt: $"“{column.Name}”：{why}");
    }

    public static string Mask(Column column, string text) => column.Type switch
    {
        ColumnType.CitizenId when text.Length == 18 => string.Concat(text.AsSpan(0, 3), "***********", text.AsSpan(14)),
        ColumnType.DisabilityCard when text.Length >= 18 => string.Concat(text.AsSpan(0, 3), "***********", text.AsSpan(14, 4)) + "**",
        ColumnType.Phone when text.Length >= 7 => string.Concat(text.AsSpan(0, 3), "****", text.AsSpan(text.Length - 4)),
        _ when text.Length > 8 => string.Concat(text.AsSpan(0, 4), new string('*', text.Length - 8), text.AsSpan(text.Length - 4)),
        _ => new string('*', text.Length),
    };
}
