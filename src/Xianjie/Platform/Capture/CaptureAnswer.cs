using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Xianjie.Platform.Capture;

/// <summary>A handler found that the record changed while the form was being filled; it says so here, beside its page of words.</summary>
/// <param name="Words">Who changed it, and when.</param>
/// <param name="Lines">What differs: what is asked, what the phone brings, what stands in the system.</param>
/// <param name="Replace">Fields to set so that the form, sent again, replaces what stands; null where it can't.</param>
internal sealed record CaptureConflict(string Words, IReadOnlyList<ConflictLine> Lines, IReadOnlyDictionary<string, string>? Replace);

internal sealed record ConflictLine(string What, string Mine, string Theirs);

/// <param name="Field">Name of the control; empty for the form as a whole.</param>
internal sealed record CaptureFault(string Field, string Words);

/// <summary>What a phone is told about a form it sent: 已送达, 被退回, or 有冲突.</summary>
internal sealed record CaptureAnswer(string State, string Words, string? Next = null, bool Again = false, IReadOnlyList<CaptureFault>? Faults = null, CaptureConflict? Conflict = null)
{
    public const string OtherContents = "这份表的前一次内容已经送达并登记，这次的内容不同，没有再登记。请在系统里打开这一户核对后更正。";

    public static CaptureAnswer Delivered(string words, string next, bool again = false) => new("delivered", words, next, again);

    public static CaptureAnswer Returned(string words) => new("returned", words, Faults: [new CaptureFault(string.Empty, words)]);

    public static CaptureAnswer Returned(ModelStateDictionary fields)
    {
        CaptureFault[] faults = [.. fields.SelectMany(f => f.Value!.Errors.Select(e => new CaptureFault(f.Key, e.ErrorMessage)))];
        return new("returned", $"有 {faults.Length} 处需要改正。", Faults: faults);
    }

    public static CaptureAnswer Differs(CaptureConflict conflict) => new("conflict", conflict.Words, Conflict: conflict);

    public JsonResult ToResult() => new(this)
    {
        StatusCode = State switch { "delivered" => StatusCodes.Status200OK, "conflict" => StatusCodes.Status409Conflict, _ => StatusCodes.Status422UnprocessableEntity },
    };
}
