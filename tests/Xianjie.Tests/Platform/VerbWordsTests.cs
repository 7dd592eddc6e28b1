using System.Diagnostics;
using System.Text.Json;
using Xianjie.Platform.Verbs;

namespace Xianjie.Tests.Platform;

/// <summary>How the verbs speak to people and to programs: plain words, exit codes, JSON, never a stack of calls.</summary>
public sealed class VerbWordsTests
{
    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] words)
    {
        var folder = Directory.CreateTempSubdirectory("xianjie-test-").FullName;
        try
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "xianjie.dll"), .. words, "--data", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(2, "未识别命令", "nosuch")]
    [InlineData(2, "必须给出 --out。", "export", "members")]
    [InlineData(1, "没有文件 /nowhere.csv", "import", "households", "/nowhere.csv")]
    [InlineData(1, "没有这个文件或文件夹：/nowhere/x.csv", "export", "households", "--out", "/nowhere/x.csv")]
    [InlineData(1, "数据库用不了", "user", "list", "--database", "Host=127.0.0.1;Port=1;Database=x;Timeout=2")]
    [InlineData(1, "不是月份", "screen", "--month", "2026-99")]
    [InlineData(1, "写法不对", "serve", "--urls", "nonsense")]
    public async Task A_wrong_call_is_told_in_words_with_its_code(int code, string expected, params string[] words)
    {
        var (actual, _, error) = await RunAsync(words);
        Assert.Equal(code, actual);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "户.csv  0 行")]
    [InlineData(1500, 3000, "户.csv  [███████████████░░░░░░░░░░░░░░░]  50%  1,500 行")]
    [InlineData(3001, 3000, "户.csv  [██████████████████████████████] 100%  3,001 行")]
    public void A_bar_tells_how_far_it_has_come(int rows, int total, string line) => Assert.Equal(line, RowProgress.Line("户.csv", rows, total));

    [Fact]
    public async Task Help_is_in_Chinese_and_programs_get_JSON()
    {
        var (code, help, _) = await RunAsync("export", "incomes", "--help");
        Assert.Equal(0, code);
        Assert.Contains("显示这段说明", help, StringComparison.Ordinal);
        Assert.DoesNotContain("(REQUIRED)", help, StringComparison.Ordinal);
        var refused = await RunAsync("import", "households", "/nowhere.csv", "--json");
        Assert.Contains("/nowhere.csv", JsonDocument.Parse(refused.Output).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
        var done = await RunAsync("migrate", "--json");
        Assert.Equal((0, 2), (done.Code, JsonDocument.Parse(done.Output).RootElement.GetProperty("ran").GetArrayLength()));
    }
}
