using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Xianjie.Platform.Web;

internal static class ChineseMessages
{
    /// <summary>What a person reads when a form field can't be understood.</summary>
    public static void Set(DefaultModelBindingMessageProvider messages)
    {
        messages.SetAttemptedValueIsInvalidAccessor((value, field) => $"{Name(field)}“{value}”看不懂，请检查格式。");
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => $"“{value}”看不懂，请检查格式。");
        messages.SetValueIsInvalidAccessor(value => $"“{value}”看不懂，请检查格式。");
        messages.SetValueMustBeANumberAccessor(field => $"{Name(field)}应填数字。");
        messages.SetNonPropertyValueMustBeANumberAccessor(() => "应填数字。");
        messages.SetMissingBindRequiredValueAccessor(field => field.Any(char.IsAscii) ? "请填写此项。" : $"请填写“{field}”。");
        messages.SetMissingKeyOrValueAccessor(() => "请填写此项。");
        messages.SetValueMustNotBeNullAccessor(_ => "请填写此项。");
        messages.SetUnknownValueIsInvalidAccessor(field => $"{Name(field)}内容看不懂，请检查格式。");
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => "填的内容看不懂，请检查格式。");
        messages.SetMissingRequestBodyRequiredValueAccessor(() => "没有收到内容，请重新提交。");
    }

    /// <summary>A field without a Chinese name of its own goes by the program's; its label stands beside the words, and the list on top links to it.</summary>
    private static string Name(string field) => field.Any(char.IsAscii) ? "填的" : $"“{field}”填的";
}
