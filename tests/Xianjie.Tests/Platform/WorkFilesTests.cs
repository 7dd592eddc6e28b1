using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform;
using Xianjie.Platform.Files;
using Xianjie.Tests.Registry;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform;

/// <summary>Nothing that was handed in or is handed out lies in clear on disk.</summary>
public sealed class WorkFilesTests
{
    [Fact]
    public async Task A_large_upload_and_a_large_export_leave_nothing_readable_on_disk()
    {
        await using var site = await Site.StartAsync("sqlite");
        var clerk = await site.SignInAsync("clerk");
        const string Mark = "独一无二的组名";
        var csv = new StringBuilder("户编号,行政村代码,户类型,户属性,村民小组,风险说明\n");
        for (var i = 0; i < 5001; i++)
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"H{i:D5},{Site.VillageA1},一般农户,普通户,{Mark},{new string('长', 120)}\n");
        var sent = await ImportRows.SendAsync(site, clerk, "大.csv", Encoding.UTF8.GetBytes(csv.ToString()));
        Assert.Equal(5001, sent.Counts.Good);
        await clerk.PostAsync("/households/export", new() { ["format"] = "csv", ["what"] = "full", ["ExportPurpose"] = "日常工作核对" });
        await site.RunJobsAsync();
        var settings = site.Services.GetRequiredService<Settings>();
        var files = Directory.EnumerateFiles(settings.FileFolder, "*", SearchOption.AllDirectories).ToList();
        Assert.Equal(2, files.Count);
        Assert.All(files, f => Assert.Equal(-1, File.ReadAllBytes(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Mark))));
        Assert.False(Directory.Exists(settings.WorkFolder) && Directory.EnumerateFileSystemEntries(settings.WorkFolder).Any());
    }

    [Fact]
    public async Task What_a_crash_left_is_deleted_at_the_next_start_and_what_is_being_made_is_not()
    {
        await using var site = await Site.StartAsync("sqlite");
        var settings = site.Services.GetRequiredService<Settings>();
        var store = site.Services.GetRequiredService<FileStore>();
        var (old, fresh) = (Path.Combine(settings.WorkFolder, "pdf-old"), Path.Combine(settings.WorkFolder, "pdf-fresh"));
        WorkFiles.MakeFolder(old);
        WorkFiles.MakeFolder(fresh);
        var part = store.PathOf(Guid.CreateVersion7()) + ".part";
        Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        await File.WriteAllBytesAsync(part, [1, 2, 3]);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        Directory.SetLastWriteTimeUtc(old, now.AddHours(-1));
        File.SetLastWriteTimeUtc(part, now.AddHours(-1));
        await new WorkFiles(settings, store, TimeProvider.System).StartAsync(CancellationToken.None);
        Assert.Equal((false, true, false), (Directory.Exists(old), Directory.Exists(fresh), File.Exists(part)));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(fresh));
    }
}
