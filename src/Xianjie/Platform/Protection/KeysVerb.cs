using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Protection.Escrow;
using Xianjie.Platform.Protection.Keys;
using Xianjie.Platform.Protection.Rotation;
using Xianjie.Platform.Verbs;

namespace Xianjie.Platform.Protection;

/// <summary><c>keys list|verify|escrow|recover|wrap</c>: what the person with the machine does with the key file. Turning and destroying keys need two people and stand on a page.</summary>
internal static class KeysVerb
{
    private static readonly Option<int> Shares = new("--shares") { Description = "份数", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> Threshold = new("--threshold") { Description = "几份可以恢复", DefaultValueFactory = _ => 3 };
    private static readonly Option<string> Out = new("--out") { Description = "写到哪里", Required = true };
    private static readonly Option<string> With = new("--with") { Description = "加封方式：passphrase（口令，取自 XIANJIE_KEY_PASSPHRASE）、key（外部密钥，取自 XIANJIE_KEY_WRAP）、none（不加封）", Required = true };
    private static readonly Argument<string[]> Files = new("files") { Description = "份额文件（文字）" };

    public static Command Build()
    {
        var command = new Command("keys", "密钥：列出、检查、托管、恢复、加封");
        command.Subcommands.Add(Verb("list", "列出密钥（不显示密钥本身）", [], List));
        command.Subcommands.Add(Verb("verify", "检查密钥文件的权限、能否打开全部数据、托管是否过期", [], Check));
        command.Subcommands.Add(Verb("escrow", "把密钥分成若干份，交不同的人保管", [Shares, Threshold, Out], Split));
        command.Subcommands.Add(Verb("recover", "用足够的份额恢复密钥文件", [Out], Recover, Files));
        command.Subcommands.Add(Verb("wrap", "给密钥文件加封或去封", [With], Wrap));
        return command;
    }

    private static Command Verb(string name, string words, Option[] options, Func<ParseResult, int> run, Argument? argument = null)
    {
        var command = new Command(name, words);
        if (argument is not null)
            command.Arguments.Add(argument);
        Array.ForEach(options, command.Options.Add);
        command.SetAction(run);
        return command;
    }

    private static KeyRing Ring(ParseResult parsed)
    {
        var settings = Common.Settings(parsed);
        return File.Exists(settings.KeyFile) ? KeyRing.FromFile(settings.KeyFile, settings.Suite, TimeProvider.System.GetUtcNow()) : throw new InvalidDataException($"没有密钥文件 {settings.KeyFile}。");
    }

    private static int List(ParseResult parsed)
    {
        var ring = Ring(parsed);
        var rows = ring.Keys.Select(k => new { k.Number, k.Suite, State = KeyWords.State(k.State), k.Since, k.Changed }).ToList();
        return Common.Done(parsed, string.Join('\n', rows.Select(k => $"{k.Number} 号　{k.State}　{k.Suite}　启用 {k.Since:yyyy-MM-dd}　变更 {k.Changed:yyyy-MM-dd}")), rows);
    }

    private static int Check(ParseResult parsed)
    {
        var settings = Common.Settings(parsed);
        var ring = Ring(parsed);
        using var services = Common.Services(settings);
        using var db = services.GetRequiredService<Data.Database>().Open(Access.Scope.All(), TimeProvider.System);
        var counts = services.GetRequiredService<SealCounts>().CountAsync(db, CancellationToken.None).GetAwaiter().GetResult();
        var faults = RingCheck.Faults(ring, settings.KeyFile, counts).ToList();
        return faults.Count == 0 ? Common.Done(parsed, $"密钥完好：{ring.Keys.Count(k => k.Opens)} 把可用，{counts.Sum(c => c.Values):N0} 个加密值和文件都有对应的密钥。", new { keys = ring.Keys.Count, values = counts.Sum(c => c.Values) })
            : Common.Refused(parsed, string.Join('\n', faults));
    }

    private static int Split(ParseResult parsed)
    {
        var (shares, threshold, folder, ring) = (parsed.GetValue(Shares), parsed.GetValue(Threshold), parsed.GetValue(Out)!, Ring(parsed));
        if (threshold < 2 || shares < threshold || shares > 20)
            return Common.Refused(parsed, "份数应在 2 到 20 之间，恢复所需的份数至少 2 份、不多于总份数。");
        Platform.Files.WorkFiles.MakeFolder(folder);
        var (at, keys) = (TimeProvider.System.GetUtcNow(), ring.Keys.Where(k => k.Opens).Select(k => k.Number).ToArray());
        foreach (var share in RingShares.Split(ring, shares, threshold))
        {
            Write(Path.Combine(folder, $"share-{share.Number}.txt"), ShareSheet.Text(share));
            Write(Path.Combine(folder, $"share-{share.Number}.html"), ShareSheet.Html(share, at, string.Join('、', keys)));
        }
        ring.Escrowed(new Keys.Escrow(at, shares, threshold, keys));
        return Common.Done(parsed, $"已写出 {shares} 份到 {folder}，任意 {threshold} 份可以恢复。请逐份打印（html）、密封、分人保管，再销毁这些文件。", new { shares, threshold, folder });
    }

    private static void Write(string path, string text)
    {
        using var file = new FileStream(path, RingFile.Private());
        file.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }

    private static int Recover(ParseResult parsed)
    {
        var target = parsed.GetValue(Out)!;
        if (File.Exists(target))
            return Common.Refused(parsed, $"{target} 已经存在，不覆盖。");
        var shares = new List<KeyShare>();
        foreach (var path in parsed.GetValue(Files)!)
        {
            var (share, refusal) = KeyShare.Read(string.Join('\n', File.ReadAllText(path).Split('\n').Where(l => !l.StartsWith('#'))));
            if (share is null)
                return Common.Refused(parsed, $"{path}：{refusal}");
            shares.Add(share);
        }
        var (keys, why) = shares.Count == 0 ? (null, "没有给份额文件。") : RingShares.Join(shares);
        if (keys is null)
            return Common.Refused(parsed, why!);
        RingFile.Write(target, keys, null, null);
        return Common.Done(parsed, $"已恢复 {keys.Count} 把密钥到 {target}。", new { keys = keys.Count, target });
    }

    private static int Wrap(ParseResult parsed)
    {
        var (ring, with) = (Ring(parsed), parsed.GetValue(With));
        if (with is not ("passphrase" or "key" or "none"))
            return Common.Refused(parsed, "加封方式只有 passphrase、key、none。");
        var phrase = Environment.GetEnvironmentVariable(KeyWrap.PassphraseVariable);
        if (with == "passphrase" && (phrase is null || phrase.Length < 15))
            return Common.Refused(parsed, $"请把至少 15 个字的口令放进环境变量 {KeyWrap.PassphraseVariable}。");
        if (with == "key" && Environment.GetEnvironmentVariable(KeyWrap.KeyVariable) is null)
            return Common.Refused(parsed, $"请把 32 字节外部密钥（Base64）放进环境变量 {KeyWrap.KeyVariable}。");
        ring.Wrap(with switch { "passphrase" => KeyWrap.OfPassphrase(phrase!), "key" => KeyWrap.FromEnvironment("key", []), _ => null });
        return Common.Done(parsed, with == "none" ? "密钥文件已去封。" : "密钥文件已加封；以后每次启动都要提供同一个口令或外部密钥。", new { with });
    }
}
