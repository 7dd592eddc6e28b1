namespace Xianjie.Demo.Feeds;

/// <summary>How an office writes its file: its own headers, its way of dates and of yes and no, its words for codes.</summary>
internal sealed record FeedLayout(string Fact, string[] Columns, string[] OfficeHeader)
{
    /// <summary>Separator of dates: '-', '/' (without leading zeros) or none.</summary>
    public char DateSeparator { get; init; } = '-';
    public bool ByteOrderMark { get; init; }
    public bool GbkOffice { get; init; }
    public string Yes { get; init; } = "是";
    public string No { get; init; } = "否";
    /// <summary>The office's word for a code value.</summary>
    public (string Value, string Word)[] Words { get; init; } = [];

    public string Word(string value)
    {
        foreach (var (known, word) in Words)
            if (known == value)
                return word;
        return value;
    }
}
