using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Tests.Structure;

/// <summary>What requests may fill in the pages' models.</summary>
public sealed class BoundPropertyTests
{
    private static readonly Type[] Pages = [.. typeof(XianjieDb).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PageModel)) && !t.IsAbstract)];

    /// <summary>A request fills forms, never rows of the database: what the form does not show can't be set (ASVS 5.1.2).</summary>
    [Fact]
    public void No_request_is_bound_to_a_row_of_the_database()
    {
        using var db = new Database(Path.Combine(Path.GetTempPath(), "unused.db")).Open(Scope.All(), TimeProvider.System);
        var rows = db.Model.GetEntityTypes().Select(t => t.ClrType).ToHashSet();
        var bound = Pages.SelectMany(p => Bound(p).Select(t => (Page: p, Type: t))).ToList();
        Assert.True(bound.Count > 150, $"{bound.Count} bound types");
        Assert.Empty(bound.Where(b => rows.Contains(b.Type)).Select(b => $"{b.Page} binds {b.Type}"));
    }

    /// <summary>A limit in another type of number than the value throws at values that this type can't hold.</summary>
    [Fact]
    public void The_limits_of_a_number_are_of_its_own_type()
    {
        var ranged = Pages.SelectMany(p => Bound(p).Append(p)).Distinct().SelectMany(t => t.GetProperties()).Select(p => (Property: p, Range: p.GetCustomAttribute<RangeAttribute>())).Where(p => p.Range is not null).ToList();
        Assert.NotEmpty(ranged);
        Assert.Empty(ranged.Where(p => p.Range!.OperandType != (Nullable.GetUnderlyingType(p.Property.PropertyType) ?? p.Property.PropertyType)).Select(p => $"{p.Property.DeclaringType}.{p.Property.Name}: limits in {p.Range!.OperandType}"));
    }

    /// <summary>Types of bound properties and handler arguments, with what stands inside them.</summary>
    private static IEnumerable<Type> Bound(Type page)
    {
        const BindingFlags any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var whole = page.IsDefined(typeof(BindPropertiesAttribute), true);
        var direct = page.GetProperties(any).Where(p => whole || p.IsDefined(typeof(BindPropertyAttribute), true)).Select(p => p.PropertyType)
            .Concat(page.GetMethods(any).Where(m => m.IsPublic && m.Name.StartsWith("On", StringComparison.Ordinal)).SelectMany(m => m.GetParameters()).Select(p => p.ParameterType));
        var (waiting, seen) = (new Queue<Type>(direct), new HashSet<Type>());
        while (waiting.TryDequeue(out var type))
        {
            if (!seen.Add(type))
                continue;
            foreach (var inner in type.IsGenericType ? type.GetGenericArguments() : type.HasElementType ? [type.GetElementType()!] : [])
                waiting.Enqueue(inner);
            foreach (var property in type.Assembly == typeof(XianjieDb).Assembly ? type.GetProperties() : [])
                waiting.Enqueue(property.PropertyType);
        }
        return seen;
    }
}
