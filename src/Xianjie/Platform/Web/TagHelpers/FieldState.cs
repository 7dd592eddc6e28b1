using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Xianjie.Platform.Web.TagHelpers;

/// <summary>What a field knows about its property: name, label, the value to show, errors, limits.</summary>
internal sealed class FieldState
{
    private readonly ModelMetadata metadata;
    private readonly ModelStateEntry? entry;

    public FieldState(FieldTagHelper helper)
    {
        Helper = helper;
        metadata = helper.For.Metadata;
        var view = helper.ViewContext.ViewData;
        Name = view.TemplateInfo.GetFullHtmlFieldName(helper.For.Name);
        Id = TagBuilder.CreateSanitizedId(Name, "_");
        view.ModelState.TryGetValue(Name, out entry);
        Errors = entry?.Errors.Select(error => error.ErrorMessage).Where(words => words.Length > 0).ToList() ?? [];
        // The framework marks every list as required because it is never null; a list may be empty.
        Required = helper.Required ?? !IsMany && metadata.ValidatorMetadata.OfType<RequiredAttribute>().Any();
        MaxLength = metadata.ValidatorMetadata.OfType<StringLengthAttribute>().FirstOrDefault()?.MaximumLength
            ?? metadata.ValidatorMetadata.OfType<MaxLengthAttribute>().FirstOrDefault()?.Length;
    }

    public FieldTagHelper Helper { get; }
    public string Name { get; }
    public string Id { get; }
    public IReadOnlyList<string> Errors { get; }
    public bool Required { get; }
    public int? MaxLength { get; }
    public string Label => Helper.Label ?? metadata.GetDisplayName();
    public Type Type => metadata.UnderlyingOrModelType;
    public string? DataType => metadata.DataTypeName;
    public bool IsMany => Type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(Type);

    public string? DescribedBy
    {
        get
        {
            var parts = new[] { Errors.Count > 0 ? Id + "-error" : null, Helper.Help is null ? null : Id + "-help" };
            return parts.Any(part => part is not null) ? string.Join(' ', parts.Where(part => part is not null)) : null;
        }
    }

    /// <summary>What was typed, also when it could not be read; else the property's value in the field's format.</summary>
    public string Text => Attempted is [.., var last] ? last : Written(Helper.For.Model);

    /// <summary>All values of a list property.</summary>
    public IReadOnlyCollection<string> Texts => Attempted ?? Helper.For.Model switch
    {
        string one => [one],
        IEnumerable many => [.. many.Cast<object?>().Select(Written)],
        var other => [Written(other)],
    };

    private string[]? Attempted => entry?.RawValue switch
    {
        string[] many => many,
        string one => [one],
        _ => null,
    };

    private string Written(object? value) => value switch
    {
        null => "",
        DateOnly or DateTime or DateTimeOffset => ((IFormattable)value).ToString(Helper.Format ?? "yyyy-MM-dd", CultureInfo.InvariantCulture),
        decimal or double or float => ((IFormattable)value).ToString(Helper.Format ?? "0.##", CultureInfo.InvariantCulture),
        Enum => value.ToString()!,
        IFormattable other => other.ToString(Helper.Format, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
