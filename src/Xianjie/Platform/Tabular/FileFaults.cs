using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Xianjie.Platform.Tabular;

/// <summary>What is wrong with an uploaded list, told above its form: the first faults one by one, the others as a number.</summary>
internal static class FileFaults
{
    private const int Shown = 30;

    public static void AddFaults(this ModelStateDictionary state, IReadOnlyList<string> faults)
    {
        foreach (var fault in faults.Take(Shown))
            state.AddModelError(string.Empty, fault);
        if (faults.Count > Shown)
            state.AddModelError(string.Empty, $"另有 {faults.Count - Shown} 行有问题。全部改好后再导入，现在一行也没有导入。");
    }
}
