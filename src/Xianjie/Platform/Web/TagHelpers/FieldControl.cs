using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Xianjie.Platform.Web.TagHelpers;

/// <summary>The control of a field, chosen by the property's type and the field's attributes.</summary>
internal sealed class FieldControl(FieldState state, IReadOnlyDictionary<string, string> attributes)
{
    public bool IsTick => state.Type == typeof(bool) && state.Helper.Items is null;
    public bool IsGroup => state.Helper.Items is not null && (state.Helper.Radio || state.IsMany);

    public IHtmlContent Render()
    {
        if (IsTick) return Tick();
        if (IsGroup) return Group();
        if (state.Helper.Items is not null) return Select();
        return state.Helper.Rows is { } rows ? TextArea(rows) : WithUnit(Input());
    }

    private TagBuilder Input()
    {
        var type = InputType();
        var input = Control("input", "form-control");
        input.TagRenderMode = TagRenderMode.SelfClosing;
        input.Attributes.TryAdd("type", type);
        // A password and a chosen file are never sent back to the page.
        if (type is not ("password" or "file")) input.Attributes["value"] = state.Text;
        if (InputMode() is { } mode) input.Attributes.TryAdd("inputmode", mode);
        if (state.MaxLength is { } max) input.Attributes.TryAdd("maxlength", max.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (type == "date") input.AddCssClass("short");
        return input;
    }

    private string InputType() => attributes.TryGetValue("type", out var given) ? given
        : state.Type == typeof(DateOnly) || state.DataType == "Date" ? "date"
        : state.Type == typeof(IFormFile) || typeof(IEnumerable<IFormFile>).IsAssignableFrom(state.Type) ? "file"
        : state.DataType switch { "Password" => "password", "PhoneNumber" => "tel", "EmailAddress" => "email", _ => "text" };

    // Not type=number: its spinner and wheel change amounts by accident, and it hides what was wrongly typed.
    private string? InputMode() => Type.GetTypeCode(state.Type) switch
    {
        TypeCode.Decimal or TypeCode.Double or TypeCode.Single => "decimal",
        TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 or TypeCode.Byte when !state.Type.IsEnum => "numeric",
        _ => null,
    };

    private IHtmlContent WithUnit(TagBuilder input)
    {
        if (state.Helper.Unit is not { } unit) return input;
        var box = new TagBuilder("div");
        box.AddCssClass("unit");
        box.InnerHtml.AppendHtml(input).AppendHtml(FieldTagHelper.Part("span", "unit-word", unit));
        return box;
    }

    private TagBuilder TextArea(int rows)
    {
        var area = Control("textarea", "form-control");
        area.Attributes["rows"] = rows.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (state.MaxLength is { } max) area.Attributes.TryAdd("maxlength", max.ToString(System.Globalization.CultureInfo.InvariantCulture));
        // A leading newline is eaten by the browser; this one is, the user's own is kept.
        area.InnerHtml.AppendHtml("\n").Append(state.Text);
        return area;
    }

    private TagBuilder Select()
    {
        var select = Control("select", "form-select");
        foreach (var item in state.Helper.Items!)
        {
            var option = new TagBuilder("option");
            option.Attributes["value"] = ValueOf(item);
            if (Chosen(item)) option.Attributes["selected"] = "selected";
            if (item.Disabled) option.Attributes["disabled"] = "disabled";
            option.InnerHtml.Append(item.Text);
            select.InnerHtml.AppendHtml(option);
        }
        return select;
    }

    private TagBuilder Group()
    {
        var box = new TagBuilder("div");
        box.AddCssClass("choices");
        var index = 0;
        foreach (var item in state.Helper.Items!)
        {
            var id = index++ == 0 ? state.Id : $"{state.Id}_{index}";
            box.InnerHtml.AppendHtml(Check(state.IsMany ? "checkbox" : "radio", id, ValueOf(item), Chosen(item), item.Text));
        }
        return box;
    }

    private TagBuilder Check(string type, string id, string value, bool on, string words)
    {
        var box = new TagBuilder("div");
        box.AddCssClass("form-check");
        var input = Control("input", "form-check-input");
        input.TagRenderMode = TagRenderMode.SelfClosing;
        input.Attributes["type"] = type;
        input.Attributes["id"] = id;
        input.Attributes["value"] = value;
        if (on) input.Attributes["checked"] = "checked";
        var label = FieldTagHelper.Part("label", "form-check-label", words);
        label.Attributes["for"] = id;
        box.InnerHtml.AppendHtml(input).AppendHtml(label);
        return box;
    }

    private HtmlContentBuilder Tick()
    {
        var on = state.Text.Split(',').Contains("true", StringComparer.OrdinalIgnoreCase)
            || state.Texts.Contains("true", StringComparer.OrdinalIgnoreCase);
        var hidden = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        hidden.Attributes["type"] = "hidden";
        hidden.Attributes["name"] = state.Name;
        hidden.Attributes["value"] = "false";
        return (HtmlContentBuilder)new HtmlContentBuilder().AppendHtml(Check("checkbox", state.Id, "true", on, state.Label)).AppendHtml(hidden);
    }

    private static string ValueOf(SelectListItem item) => item.Value ?? item.Text;

    private bool Chosen(SelectListItem item) => state.Texts.Contains(ValueOf(item), StringComparer.Ordinal);

    private TagBuilder Control(string tag, string css)
    {
        var control = new TagBuilder(tag);
        foreach (var (name, value) in attributes) control.Attributes[name] = value;
        control.AddCssClass(css);
        control.Attributes["id"] = state.Id;
        control.Attributes["name"] = state.Name;
        if (state.Required) control.Attributes["aria-required"] = "true";
        if (state.Errors.Count > 0) control.Attributes["aria-invalid"] = "true";
        if (!IsGroup && state.DescribedBy is { } by) control.Attributes["aria-describedby"] = by;
        if (state.Helper.Sensitive)
        {
            control.Attributes["data-sensitive"] = "";
            control.Attributes["autocomplete"] = "off";
        }
        return control;
    }
}
