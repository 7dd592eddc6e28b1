using Xianjie.Platform.Protection.Rotation;

namespace Xianjie.Platform.Protection.Keys;

/// <summary>What is wrong or overdue with the key file, in plain words.</summary>
internal static class RingCheck
{
    public static IEnumerable<string> Faults(KeyRing ring, string path, IReadOnlyList<SealCount> counts)
    {
        if (RingFile.IsOpenToOthers(path))
            yield return $"密钥文件 {path} 别人也能读：请改为仅属主可读写（chmod 600）。";
        foreach (var missing in counts.Where(c => ring.Keys.All(k => k.Number != c.Key || !k.Opens)).GroupBy(c => c.Key))
        {
            var (stay, lost) = (missing.Where(c => c.Forever).Sum(c => c.Values), missing.Where(c => !c.Forever).Sum(c => c.Values));
            if (lost > 0 || ring.Keys.All(k => k.Number != missing.Key))
                yield return $"{lost + stay:N0} 个加密值要用 {missing.Key} 号密钥，密钥文件里没有：请放回完整的密钥文件，或用托管份额恢复。";
        }
        if (Overdue(ring) is { } words)
            yield return words;
    }

    /// <summary>Why the keys must be given into escrow (again); null where that is done.</summary>
    public static string? Overdue(KeyRing ring) => ring.Escrow is not { } escrow ? "密钥还没有托管：机器损坏时数据将无法恢复。请执行 xianjie keys escrow。"
        : ring.Keys.Where(k => k.Opens).Select(k => k.Number).Except(escrow.Keys).ToList() is { Count: > 0 } missing ? $"{string.Join('、', missing)} 号密钥是托管之后才有的，托管份额已经过时。请重新执行 xianjie keys escrow。" : null;
}
