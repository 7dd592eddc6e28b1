using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Audit;

/// <summary>All changes of one save: numbered, and told of by one event that is written in the same transaction.</summary>
internal static class ChangeSet
{
    /// <summary>Numbers the changes and makes their event.</summary>
    public static AuditEvent Of(IReadOnlyList<Change> changes)
    {
        var (first, at) = (changes[0], AuditEvent.Instant(changes[0].At));
        var id = Guid.CreateVersion7(at);
        for (var i = 0; i < changes.Count; i++)
            (changes[i].SetId, changes[i].Place) = (id, i);
        var suite = Digest.Chosen;
        return new AuditEvent
        {
            Id = id, Suite = suite, At = at, Kind = KindOf(first.What), By = first.By, Login = AuditEvent.LoginOf(first.By), Division = first.Division, What = first.What, Why = first.Why,
            Object = first.Object, ObjectId = first.ObjectId, Count = changes.Count, Content = Digest.Of(changes, suite),
        };
    }

    /// <summary>Writes changes that were made in bulk, with their event; inside the caller's transaction.</summary>
    public static void Insert(XianjieDb db, IReadOnlyList<Change> changes)
    {
        if (changes.Count == 0)
            return;
        var told = Of(changes);
        Bulk.Insert(db, changes);
        Bulk.Insert(db, [told]);
    }

    private static AuditKind KindOf(string what) =>
        what.StartsWith("查看原文", StringComparison.Ordinal) ? AuditKind.查看原文 : what.StartsWith("导出", StringComparison.Ordinal) ? AuditKind.导出 : AuditKind.写入;
}
