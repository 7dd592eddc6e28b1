using System.Linq.Expressions;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Web.TagHelpers;

namespace Xianjie.Tests.Assets;

/// <summary>Runs a tag helper as a view does and parses what it writes.</summary>
internal static class Rendering
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddMvcCore().AddViews().AddDataAnnotations().Services.BuildServiceProvider();

    public static ViewContext View(string path = "/households", string query = "")
    {
        var http = new DefaultHttpContext();
        (http.Request.Path, http.Request.QueryString) = (path, new QueryString(query));
        return new ViewContext { HttpContext = http };
    }

    public static IElement Render(TagHelper helper, params (string Name, string Value)[] attributes)
    {
        var list = new TagHelperAttributeList(attributes.Select(one => new TagHelperAttribute(one.Name, one.Value)));
        var output = new TagHelperOutput("x", list, (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        helper.Process(new TagHelperContext([], new Dictionary<object, object>(), "test"), output);
        using var writer = new StringWriter();
        output.WriteTo(writer, HtmlEncoder.Create(UnicodeRanges.All));
        return new HtmlParser().ParseDocument(writer.ToString()).Body!;
    }

    /// <summary>A field of a form; the model state holds what came with a refused post.</summary>
    public static IElement Field<TModel, TValue>(
        TModel model, Expression<Func<TModel, TValue>> property, Action<FieldTagHelper>? set = null, ModelStateDictionary? state = null,
        params (string Name, string Value)[] attributes)
    {
        var metadata = Services.GetRequiredService<IModelMetadataProvider>();
        var data = new ViewDataDictionary<TModel>(metadata, state ?? new ModelStateDictionary()) { Model = model };
        var helper = new FieldTagHelper
        {
            For = new ModelExpressionProvider(metadata).CreateModelExpression(data, property),
            ViewContext = new ViewContext { HttpContext = new DefaultHttpContext(), ViewData = data },
        };
        set?.Invoke(helper);
        return Render(helper, attributes);
    }
}
