using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Tabular.Xlsx;

/// <summary>How a written cell looks; the order is that of the styles in <see cref="XlsxStyles"/>, good and bad by turns.</summary>
internal enum CellLook : byte
{
    Plain,
    PlainBad,
    Text,
    TextBad,
    Number,
    NumberBad,
    Date,
    DateBad,
    Money,
    MoneyBad,
    Header,
    Reason,
    Title,
    /// <summary>Text in the first column of an export: its number format tells which one.</summary>
    Marked,
}

/// <summary>A cell to write. Text is always written as text, so that Excel neither runs nor rounds it.</summary>
internal readonly struct OutCell
{
    private OutCell(string? content, decimal amount, CellLook look) => (Content, Amount, Look) = (content, amount, look);

    /// <summary>The text, or null for a number, date or blank.</summary>
    public string? Content { get; }

    public decimal Amount { get; }

    public CellLook Look { get; }

    public bool IsText => Content is not null;

    public static OutCell Blank => default;

    public static OutCell Text(string? text) => string.IsNullOrEmpty(text) ? new(null, 0, CellLook.Text) : new(text, 0, CellLook.Text);

    public static OutCell Number(decimal number) => new(null, number, CellLook.Number);

    public static OutCell Money(Money amount) => new(null, amount.Yuan, CellLook.Money);

    /// <summary>A day; days before 1 March 1900 do not exist as Excel dates and are written as text.</summary>
    public static OutCell Date(DateOnly day) =>
        day < new DateOnly(1900, 3, 1) ? Text(day.ToString("yyyy-MM-dd", null)) : new(null, day.DayNumber - DateOnly.FromDateTime(DateTime.FromOADate(0)).DayNumber, CellLook.Date);

    public static OutCell Header(string text) => new(text, 0, CellLook.Header);

    public static OutCell Reason(string text) => new(text, 0, CellLook.Reason);

    public static OutCell Title(string text) => new(text, 0, CellLook.Title);

    /// <summary>The same cell with a red ground.</summary>
    public OutCell Bad() => Look < CellLook.Header && ((int)Look & 1) == 0 ? new(Content, Amount, Look + 1) : this;

    public bool IsBlank => Content is null && Look is not (CellLook.Number or CellLook.NumberBad or CellLook.Date or CellLook.DateBad or CellLook.Money or CellLook.MoneyBad);
}
