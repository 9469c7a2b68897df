package io.callingcard.runner;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.util.StringHelper;

/** Finds misspelt fields of our beans in YAML, such as a campaign's. Camel ignores a field that a bean does not have. */
final class BeanFields {

    private static final String OURS = "io.callingcard.";

    private BeanFields() {}

    /** Returns what is wrong: the bean, the field, and the nearest right one. */
    static List<String> problems(CamelContext camel) {
        List<String> problems = new ArrayList<>();
        Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
        for (BeanFactoryDefinition<?> bean : model.getCustomBeans()) {
            String type = StringHelper.after(bean.getType(), "#class:", bean.getType());
            if (type != null && type.startsWith(OURS) && bean.getProperties() != null) {
                Set<String> fields = fields(camel.getClassResolver().resolveClass(type));
                bean.getProperties().keySet().stream()
                        .map(BeanFields::field)
                        .filter(field -> !fields.contains(field))
                        .forEach(field -> problems.add(problem(bean.getName(), field, fields)));
            }
        }
        return problems;
    }

    private static String problem(String bean, String field, Set<String> fields) {
        return bean + "." + field + ": is unknown. "
                + Spelling.nearest(field, fields)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("The bean has " + String.join(", ", fields) + ".");
    }

    /** Returns the name of the field, of which the rest may name a part. */
    private static String field(String name) {
        return StringHelper.dashToCamelCase(name.split("[.\\[]", 2)[0]);
    }

    private static Set<String> fields(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .map(Method::getName)
                .filter(name -> name.startsWith("set") && name.length() > "set".length())
                .map(name -> name.substring("set".length()))
                .map(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
