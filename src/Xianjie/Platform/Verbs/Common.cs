using System.CommandLine;
using System.Text.Json;

namespace Xianjie.Platform.Verbs;

/// <summary>Options that every verb understands, and how a verb speaks.</summary>
internal static class Common
{
    public static readonly Option<string?> Data = new("--data") { Description = "数据目录（默认 ./data 或环境变量 XIANJIE_DATA）", Recursive = true };
    public static readonly Option<string?> Database = new("--database") { Description = "数据库：SQLite 文件路径，或含 Host= 的 PostgreSQL 连接串（默认数据目录下 xianjie.db）", Recursive = true };
    public static readonly Option<bool> Json = new("--json") { Description = "结果以 JSON 输出", Recursive = true };

    private static readonly JsonSerializerOptions Format = new(Changes.ChangeJson.Options) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Settings Settings(ParseResult parsed) => Platform.Settings.From(parsed.GetValue(Data), parsed.GetValue(Database));

    /// <summary>Services for a verb that works on the whole database, without the web.</summary>
    public static ServiceProvider Services(Settings settings, Action<IServiceCollection>? adjust = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        Modules.Add(services, settings);
        adjust?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>Prints the outcome: the sentence for people, or the object for programs.</summary>
    public static int Done(ParseResult parsed, string sentence, object result)
    {
        var output = parsed.InvocationConfiguration.Output;
        output.WriteLine(parsed.GetValue(Json) ? JsonSerializer.Serialize(result, Format) : sentence);
        return 0;
    }

    /// <summary>Says why nothing was done: the sentence on stderr, and as JSON on stdout where a program asked.</summary>
    public static int Refused(ParseResult parsed, string sentence)
    {
        if (parsed.GetValue(Json))
            parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(new { error = sentence }, Format));
        parsed.InvocationConfiguration.Error.WriteLine(sentence);
        return 1;
    }
}
