using System.Globalization;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>
/// Where backups go and how often, from the environment: XIANJIE_BACKUPS (a folder, best a mount on another machine; "off" for none),
/// XIANJIE_BACKUP_MINUTES between two parts, XIANJIE_BACKUP_KEEP days,weeks,months.
/// </summary>
/// <param name="Folder">Null: switched off.</param>
/// <param name="Limit">Recovery point objective: a last good part older than this raises the alarm.</param>
internal sealed record BackupPlan(string? Folder, TimeSpan Every, TimeSpan Limit, int Days, int Weeks, int Months)
{
    private const double Minutes = 4, MostMinutes = 24 * 60;

    public static BackupPlan From(Settings settings)
    {
        var folder = Environment.GetEnvironmentVariable("XIANJIE_BACKUPS") is { Length: > 0 } named ? named : Path.Combine(settings.DataFolder, "backups");
        var every = TimeSpan.FromMinutes(Number("XIANJIE_BACKUP_MINUTES", Minutes, MostMinutes));
        var keep = (Environment.GetEnvironmentVariable("XIANJIE_BACKUP_KEEP") ?? "7,4,12").Split(',').Select(k => int.TryParse(k, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
        if (keep is not [>= 1, >= 0, >= 0])
            throw new FormatException("XIANJIE_BACKUP_KEEP 应写成“天,周,月”三个数，例如 7,4,12。");
        return new BackupPlan(folder is "off" ? null : Path.GetFullPath(folder), every, every + TimeSpan.FromMinutes(1), keep[0], keep[1], keep[2]);
    }

    private static double Number(string name, double usual, double most)
    {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text)
            return usual;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && value <= most
            ? value : throw new FormatException($"{name} 应是大于 0、不超过 {most} 的数。");
    }
}
