// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The dependencies that the design allows, and its habits, as rules. */
@AnalyzeClasses(packages = "io.callingcard", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String CARD = "io.callingcard.card..";
    private static final String PROVIDER = "io.callingcard.provider..";
    private static final String[] COMPONENTS = {"io.callingcard.chert..", "io.callingcard.linq..", "io.callingcard.wa.."
    };
    private static final String LEDGER = "io.callingcard.ledger..";
    private static final String CAMPAIGN = "io.callingcard.campaign..";
    private static final String TWIN = "io.callingcard.twin..";
    private static final String LINT = "io.callingcard.lint..";
    private static final String SIMULATE = "io.callingcard.simulate..";
    private static final String SPRING = "io.callingcard.spring..";
    private static final String RUNNER = "io.callingcard.runner..";

    @ArchTest
    static final ArchRule cardDependsOnNoOtherPackage = noClasses()
            .that()
            .resideInAPackage(CARD)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.callingcard..").and(DescribedPredicate.not(resideInAnyPackage(CARD))));

    @ArchTest
    static final ArchRule providerKnowsCardOnly = noClasses()
            .that()
            .resideInAPackage(PROVIDER)
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.callingcard..")
                    .and(DescribedPredicate.not(resideInAnyPackage(CARD, PROVIDER))));

    @ArchTest
    static final ArchRule componentsDoNotKnowEachOther =
            slices().matching("io.callingcard.(chert|linq|wa)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule componentsKnowNothingAboveThem = noClasses()
            .that()
            .resideInAnyPackage(COMPONENTS)
            .should()
            .dependOnClassesThat(resideInAnyPackage(LEDGER, CAMPAIGN, TWIN, RUNNER));

    @ArchTest
    static final ArchRule ledgerCampaignAndTwinKnowNoComponent = noClasses()
            .that()
            .resideInAnyPackage(LEDGER, CAMPAIGN, TWIN)
            .should()
            .dependOnClassesThat(resideInAnyPackage(COMPONENTS))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ledgerKnowsNoCampaign = noClasses()
            .that()
            .resideInAPackage(LEDGER)
            .should()
            .dependOnClassesThat(resideInAnyPackage(CAMPAIGN, RUNNER))
            .because("a campaign hears from the ledger by a LedgerListener");

    @ArchTest
    static final ArchRule databaseKnowsNoLedger = noClasses()
            .that()
            .resideInAPackage("io.callingcard.ledger.db")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.callingcard.ledger", CAMPAIGN));

    @ArchTest
    static final ArchRule campaignKnowsNoRunner = noClasses()
            .that()
            .resideInAPackage(CAMPAIGN)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(RUNNER);

    @ArchTest
    static final ArchRule onlyTheRunnerSimulates = noClasses()
            .that()
            .resideOutsideOfPackages(SIMULATE, RUNNER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SIMULATE);

    @ArchTest
    static final ArchRule simulationKnowsNoProviderAndNoRunner = noClasses()
            .that()
            .resideInAPackage(SIMULATE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(COMPONENTS[0], COMPONENTS[1], COMPONENTS[2], RUNNER))
            .because("it finds the components by their schemes, as the user's routes do");

    @ArchTest
    static final ArchRule onlyTheRunnerAndTheSimulationUseTwins = noClasses()
            .that()
            .resideOutsideOfPackages(TWIN, SIMULATE, RUNNER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TWIN);

    @ArchTest
    static final ArchRule twinKnowsNoComponentCode = noClasses()
            .that()
            .resideInAPackage(TWIN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PROVIDER, LEDGER, CAMPAIGN, SIMULATE, RUNNER)
            .because("a stand-in that shares code with what it tests proves nothing");

    @ArchTest
    static final ArchRule lintReadsFilesOnly = noClasses()
            .that()
            .resideInAPackage(LINT)
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.callingcard..", "org.apache.camel..")
                    .and(DescribedPredicate.not(resideInAnyPackage(LINT))));

    @ArchTest
    static final ArchRule onlyTheRunnerKnowsTheLint = noClasses()
            .that()
            .resideOutsideOfPackages(LINT, RUNNER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(LINT);

    @ArchTest
    static final ArchRule onlyTheRunnerKnowsQuarkus = noClasses()
            .that()
            .resideOutsideOfPackage(RUNNER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..", "org.apache.camel.quarkus..");

    @ArchTest
    static final ArchRule springConfiguresTheLibrary = noClasses()
            .that()
            .resideInAPackage(SPRING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TWIN, LINT, SIMULATE, RUNNER);

    @ArchTest
    static final ArchRule nobodyKnowsSpring = noClasses()
            .that()
            .resideOutsideOfPackage(SPRING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", SPRING);

    @ArchTest
    static final ArchRule producersAndTheWireNeverBlock = noClasses()
            .that()
            .resideInAnyPackage(PROVIDER, COMPONENTS[0], COMPONENTS[1], COMPONENTS[2])
            .and()
            .doNotHaveSimpleName("ConnectionPools")
            .and()
            .doNotHaveSimpleName("Pages")
            .and()
            .doNotHaveSimpleName("WebhookRegistration")
            .should()
            .callMethodWhere(blocks())
            .because("a producer that waits holds a thread of the route; ConnectionPools waits once, at start;"
                    + " Pages wait in the route that reads them; a WebhookRegistration"
                    + " waits when its route stops");

    @ArchTest
    static final ArchRule noStaticState =
            fields().that().areStatic().should().beFinal().because("two accounts in one context must never mix");

    @ArchTest
    static final ArchRule noUtilPackages =
            classes().should().resideOutsideOfPackages("..util..", "..utils..", "..helper..", "..common..");

    private static DescribedPredicate<JavaCall<?>> blocks() {
        return new DescribedPredicate<>("block the calling thread") {
            @Override
            public boolean test(JavaCall<?> call) {
                CodeUnitCallTarget target = call.getTarget();
                String name = target.getName();
                return target.getOwner().isAssignableTo(Future.class) && (name.equals("get") || name.equals("join"))
                        || target.getOwner().isEquivalentTo(CompletableFuture.class) && name.equals("join")
                        || target.getOwner().isEquivalentTo(Thread.class)
                                && (name.equals("sleep") || name.equals("join"))
                        || target.getOwner().isEquivalentTo(Object.class) && name.equals("wait")
                        || target.getOwner().isEquivalentTo(LockSupport.class) && name.startsWith("park")
                        || target.getOwner().isEquivalentTo(CountDownLatch.class) && name.equals("await")
                        || target.getOwner().isEquivalentTo(Semaphore.class) && name.equals("acquire")
                        || target.getOwner().isAssignableTo(BlockingQueue.class)
                                && (name.equals("take") || name.equals("put"))
                        || target.getOwner().getFullName().equals("io.vertx.core.Future") && name.equals("await");
            }
        };
    }
}
