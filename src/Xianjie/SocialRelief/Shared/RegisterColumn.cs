namespace Xianjie.SocialRelief.Shared;

/// <summary>One column of a register: said on the screen and in the exported file alike.</summary>
internal sealed record RegisterColumn<T>(string Title, double Width, Func<T, string> Text)
{
    /// <summary>Where the cell leads, as an address of the program.</summary>
    public Func<T, string?>? Link { get; init; }
    /// <summary>tag-red, tag-amber, tag-green …: the cell is shown as a tag.</summary>
    public Func<T, string?>? Tone { get; init; }
    public bool IsNumber { get; init; }
    /// <summary>False: only in the exported file.</summary>
    public bool OnScreen { get; init; } = true;
}

internal sealed record RegisterCell(string Text, string? Href, string? Tone, bool IsNumber);

/// <summary>A page of a register, ready to be shown.</summary>
internal sealed record RegisterView(string Title, IReadOnlyList<(string Title, bool IsNumber)> Heads, IReadOnlyList<IReadOnlyList<RegisterCell>> Rows, int Number, int Size, int Total, string Empty);
