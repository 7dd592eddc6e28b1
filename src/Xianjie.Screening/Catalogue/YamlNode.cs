using YamlDotNet.Core;

namespace Xianjie.Screening;

/// <summary>A YAML text with its name, so that every node can say where it stands.</summary>
internal sealed record YamlSource(string File, string Text);

internal abstract class YamlNode(YamlSource source, Mark start)
{
    public YamlSource Source { get; } = source;

    public int Line { get; } = (int)start.Line;

    public int Column { get; } = (int)start.Column;

    protected int Start { get; } = (int)start.Index;

    public RuleError Error(string message) => new(Source.File, Line, Column, message);
}

internal sealed class YamlList(YamlSource source, Mark start) : YamlNode(source, start)
{
    public List<YamlNode> Items { get; } = [];
}

internal sealed class YamlMap(YamlSource source, Mark start) : YamlNode(source, start)
{
    public List<(YamlScalar Key, YamlNode Value)> Entries { get; } = [];

    public YamlNode? this[string key] => Entries.Find(e => e.Key.Value == key).Value;
}

internal sealed class YamlScalar(YamlSource source, Mark start, string value, ScalarStyle style) : YamlNode(source, start)
{
    public string Value { get; } = value;

    public ScalarStyle Style { get; } = style;

    /// <summary>True for a plain empty value, <c>~</c> or <c>null</c>; a quoted empty text is a text.</summary>
    public bool IsNull => Style == ScalarStyle.Plain && Value is "" or "~" or "null";

    /// <summary>Where the character at <paramref name="offset"/> of the value stands in the file. YAML folds only white space, so the
    /// n-th visible character of the value is the n-th visible character of the source.</summary>
    public RuleError ErrorAt(int offset, string message)
    {
        var visible = 0;
        for (var i = 0; i < Math.Min(offset, Value.Length); i++)
            if (!char.IsWhiteSpace(Value[i])) visible++;
        var text = Source.Text;
        var at = Math.Min(Start, text.Length);
        if (Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted) at++;
        if (Style is ScalarStyle.Literal or ScalarStyle.Folded)
            while (at < text.Length && text[at] != '\n') at++;
        while (at < text.Length && (visible > 0 || (offset < Value.Length && char.IsWhiteSpace(text[at]))))
            if (!char.IsWhiteSpace(text[at++])) visible--;
        var before = text.AsSpan(0, at);
        var line = before.Count('\n') + 1;
        return new RuleError(Source.File, line, at - before.LastIndexOf('\n'), message);
    }
}
