using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Xianjie.Screening;

/// <summary>Reads YAML into positioned nodes with bounds: no aliases (they can multiply), no duplicate keys, limited size and depth.</summary>
internal sealed class YamlReader
{
    public const int MaxCharacters = 4_000_000;
    public const int MaxDepth = 16;
    public const int MaxScalar = 20_000;

    private readonly YamlSource source;
    private readonly ErrorList errors;
    private readonly IParser parser;

    private YamlReader(YamlSource source, ErrorList errors)
    {
        this.source = source;
        this.errors = errors;
        parser = new Parser(new StringReader(source.Text));
    }

    /// <summary>The documents of a text; an unreadable text adds an error and returns what stood before it.</summary>
    public static IReadOnlyList<YamlNode> Read(string file, string text, ErrorList errors)
    {
        if (text.Length > MaxCharacters)
        {
            errors.Add(new RuleError(file, 1, 1, $"文件过大：{text.Length} 个字符，最多 {MaxCharacters}"));
            return [];
        }
        var documents = new List<YamlNode>();
        try
        {
            var reader = new YamlReader(new YamlSource(file, text), errors);
            reader.ReadStream(documents);
        }
        catch (YamlException broken)
        {
            errors.Add(new RuleError(file, (int)broken.Start.Line, (int)broken.Start.Column, $"YAML 写法有误：{Plain(broken.Message)}"));
        }
        return documents;
    }

    private static string Plain(string message) => message[(message.LastIndexOf("): ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];

    private void ReadStream(List<YamlNode> documents)
    {
        parser.Consume<StreamStart>();
        while (parser.TryConsume<DocumentStart>(out _))
        {
            documents.Add(ReadNode(1));
            parser.Consume<DocumentEnd>();
        }
    }

    private YamlNode ReadNode(int depth)
    {
        var next = parser.Current ?? throw new YamlException("文件提前结束");
        if (depth > MaxDepth) throw new YamlException(next.Start, next.End, $"嵌套超过 {MaxDepth} 层");
        if (next is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
            throw new YamlException(next.Start, next.End, "不允许使用锚点和别名（& 与 *）");
        if (parser.TryConsume<Scalar>(out var scalar)) return ReadScalar(scalar);
        return next is MappingStart ? ReadMap(depth) : ReadList(depth);
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        if (scalar.Value.Length > MaxScalar)
            throw new YamlException(scalar.Start, scalar.End, $"文字过长：{scalar.Value.Length} 个字符，最多 {MaxScalar}");
        return new YamlScalar(source, scalar.Start, scalar.Value, scalar.Style);
    }

    private YamlList ReadList(int depth)
    {
        var list = new YamlList(source, parser.Consume<SequenceStart>().Start);
        while (!parser.TryConsume<SequenceEnd>(out _)) list.Items.Add(ReadNode(depth + 1));
        return list;
    }

    private YamlMap ReadMap(int depth)
    {
        var map = new YamlMap(source, parser.Consume<MappingStart>().Start);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = parser.Current!;
            if (ReadNode(depth + 1) is not YamlScalar key) throw new YamlException(at.Start, at.End, "键必须是文字");
            if (!seen.Add(key.Value)) errors.Add(key, $"键“{key.Value}”重复");
            map.Entries.Add((key, ReadNode(depth + 1)));
        }
        return map;
    }
}
